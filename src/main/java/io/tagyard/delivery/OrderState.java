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
    content.put(REFUNDED, BigDecimal.ZERO);
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
    seen.put("fully_reversed", remaining.signum() <= 0);
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

  /** The amount of an event; schemas allow a number or a decimal text. */
  private static BigDecimal value(SafeEvent event) {
    JsonNode node = event.body().at("/order/value");
    if (node.isNumber()) {
      return node.decimalValue();
    }
    return node.isTextual() && !node.asText().isBlank()
        ? new BigDecimal(node.asText().strip())
        : BigDecimal.ZERO;
  }
}
