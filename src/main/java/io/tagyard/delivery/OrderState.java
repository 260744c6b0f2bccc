package io.tagyard.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import io.tagyard.event.SafeEvent;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a connection accepted for one order: the first sale, which never changes, and each
 * correction once. Immutable.
 */
record OrderState(ObjectNode content) {
  private static final String REFUNDED = "refunded";
  private static final String CORRECTIONS = "corrections";
  private static final String ORIGINAL_SUBTOTAL = "original_subtotal";
  private static final String REFUNDED_SUBTOTAL = "refunded_subtotal";

  /** The state after the first accepted event of an order that is no correction. */
  static OrderState of(SafeEvent sale, String acceptedAs) {
    ObjectNode content = Json.mapper().createObjectNode();
    content.put("event_id", sale.id());
    content.put("order_id", sale.orderId().orElse(""));
    content.put("name", sale.name());
    content.put("time", sale.time().toString());
    content.put("channel", sale.channel());
    content.put("accepted_as", acceptedAs);
    for (String member : List.of("click_ids")) {
      if (sale.body().has(member)) {
        content.set(member, sale.body().get(member).deepCopy());
      }
    }
    JsonNode currency = sale.body().at("/order/currency");
    if (currency.isTextual()) {
      content.put("currency", currency.asText());
    }
    content.put("original_value", value(sale));
    content.put(ORIGINAL_SUBTOTAL, subtotal(sale));
    content.put(REFUNDED, BigDecimal.ZERO);
    content.put(REFUNDED_SUBTOTAL, BigDecimal.ZERO);
    content.putArray(CORRECTIONS);
    return new OrderState(content);
  }

  /** The state after this correction was accepted; the same one twice counts once. */
  OrderState with(SafeEvent correction) {
    if (knows(correction.id())) {
      return this;
    }
    ObjectNode changed = content.deepCopy();
    changed.put(REFUNDED, refunded().add(value(correction)));
    if (changed.has(ORIGINAL_SUBTOTAL)) {
      changed.put(REFUNDED_SUBTOTAL, decimal(REFUNDED_SUBTOTAL).add(subtotal(correction)));
    }
    ((ArrayNode) changed.get(CORRECTIONS)).add(correction.id());
    return new OrderState(changed);
  }

  /** What a correction sees as {@code state}: itself included. */
  ObjectNode seenBy(SafeEvent correction) {
    OrderState after = with(correction);
    BigDecimal remaining = after.decimal("original_value").subtract(after.refunded());
    ObjectNode seen = after.content.deepCopy();
    seen.remove(CORRECTIONS);
    seen.put("remaining", remaining.max(BigDecimal.ZERO));
    boolean reversed = remaining.signum() <= 0;
    seen.put("fully_reversed", reversed);
    if (seen.has(ORIGINAL_SUBTOTAL)) { // orders from before it was kept have none
      BigDecimal left = after.decimal(ORIGINAL_SUBTOTAL).subtract(after.decimal(REFUNDED_SUBTOTAL));
      seen.put("remaining_subtotal", reversed ? BigDecimal.ZERO : left.max(BigDecimal.ZERO));
    }
    return seen;
  }

  private boolean knows(String eventId) {
    for (JsonNode known : content.path(CORRECTIONS)) {
      if (known.asText().equals(eventId)) {
        return true;
      }
    }
    return false;
  }

  private BigDecimal refunded() {
    return decimal(REFUNDED);
  }

  private BigDecimal decimal(String member) {
    JsonNode node = content.path(member);
    return node.isNumber() ? node.decimalValue() : BigDecimal.ZERO;
  }

  /** What was paid; where only a subtotal was sent, that with what comes on top of it. */
  private static BigDecimal value(SafeEvent event) {
    JsonNode order = event.body().path("order");
    return order.hasNonNull("value")
        ? amount(order.path("value"))
        : amount(order.path("subtotal"))
            .add(amount(order.path("tax")))
            .add(amount(order.path("shipping")));
  }

  /** Without tax and shipping; an order that has neither is worth what was paid. */
  private static BigDecimal subtotal(SafeEvent event) {
    BigDecimal derived = event.subtotal();
    JsonNode sent = event.body().at("/order/subtotal");
    return derived != null ? derived : sent.isMissingNode() ? value(event) : amount(sent);
  }

  /** Schemas allow a number or a decimal text. */
  private static BigDecimal amount(JsonNode node) {
    if (node.isNumber()) {
      return node.decimalValue();
    }
    return node.isTextual() && !node.asText().isBlank()
        ? new BigDecimal(node.asText().strip())
        : BigDecimal.ZERO;
  }
}
