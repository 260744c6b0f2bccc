package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Amounts and currency of an order, beyond what a schema can say. */
final class Money {
  private static final Set<String> UNIONS = Set.of("XAF", "XCD", "XCG", "XOF", "XPF");
  static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          // X is no country: tests, metals and units of account; but some unions have money
          .filter(code -> !code.startsWith("X") || UNIONS.contains(code))
          .collect(Collectors.toUnmodifiableSet());
  private static final List<String> OF_ORDER =
      List.of("value", "subtotal", "tax", "shipping", "discount");
  private static final Set<String> PAID = Set.of("purchase", "renewal", "upgrade", "subscribe");
  private static final String CURRENCY = "an ISO 4217 code such as EUR; required with any amount";

  private Money() {}

  /** Upper-cases the currency, and looks at it and at amounts below zero. */
  static void judge(ObjectNode body, @Nullable String event, Findings findings) {
    if (!(body.get("order") instanceof ObjectNode order)) {
      return;
    }
    JsonNode currency = order.path("currency");
    if (currency.isTextual()) {
      String code = currency.textValue().strip().toUpperCase(Locale.ROOT);
      if (!CURRENCIES.contains(code)) {
        findings.fault(
            "order.currency", Kinds.of("order.currency", currency) + " is no currency", CURRENCY);
      } else if (!code.equals(currency.textValue())) {
        body.set("order", Json.first(order, order.size()).put("currency", code));
      }
    }
    boolean paid = event != null && PAID.contains(event);
    for (String name : OF_ORDER) {
      if (paid) {
        notBelowZero(order.path(name), "order." + name, findings);
      }
      missing(currency, order, name, findings);
    }
    JsonNode items = order.path("items");
    for (int i = 0; i < items.size(); i++) {
      notBelowZero(
          items.path(i).path("price"), Paths.element("order.items", i) + ".price", findings);
      missing(currency, items.path(i), "price", findings);
      missing(currency, items.path(i), "discount", findings);
    }
  }

  private static void missing(
      JsonNode currency, JsonNode holder, String amount, Findings findings) {
    if (currency.isMissingNode() && holder.has(amount)) {
      findings.fault("order.currency", "missing", CURRENCY);
    }
  }

  /** What is given back is a refund of its own; a price below zero would take from another line. */
  private static void notBelowZero(JsonNode amount, String path, Findings findings) {
    boolean below =
        amount.isNumber()
            ? amount.decimalValue().signum() < 0
            : amount.isTextual() && amount.textValue().startsWith("-");
    if (below) {
      findings.fault(path, "an amount below zero", "zero or more; what is given back is a refund");
    }
  }

  /**
   * {@code value - tax - shipping}, when the order of a valid event has a value and no subtotal.
   */
  static @Nullable BigDecimal subtotal(JsonNode order) {
    if (order.has("subtotal")) {
      return null;
    }
    return read(order.path("value"))
        .map(value -> value.subtract(read(order.path("tax")).orElse(BigDecimal.ZERO)))
        .map(value -> value.subtract(read(order.path("shipping")).orElse(BigDecimal.ZERO)))
        .orElse(null);
  }

  static Optional<BigDecimal> read(JsonNode amount) {
    return amount.isNumber()
        ? Optional.of(amount.decimalValue())
        : amount.isTextual() ? Optional.of(new BigDecimal(amount.textValue())) : Optional.empty();
  }
}
