package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Flags;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether the lines of a valid order come to what the order says. */
final class LineSum {
  private LineSum() {}

  /**
   * Flags lines whose prices times quantities are neither the subtotal nor the subtotal with tax,
   * each also before {@code order.discount}. A unit price may be half a minor unit off for each of
   * its pieces, as shops round them. Says nothing where a line has no price.
   *
   * @param derived the subtotal where none was sent
   */
  static void judge(JsonNode order, @Nullable BigDecimal derived, Findings findings) {
    JsonNode items = order.path("items");
    BigDecimal subtotal = derived != null ? derived : amount(order, "subtotal");
    if (items.isEmpty() || subtotal == null) {
      return;
    }
    BigDecimal sum = BigDecimal.ZERO;
    BigDecimal pieces = BigDecimal.ZERO;
    for (JsonNode item : items) {
      BigDecimal price = amount(item, "price");
      if (price == null) {
        return;
      }
      BigDecimal quantity = orElse(amount(item, "quantity"), BigDecimal.ONE);
      sum = sum.add(price.multiply(quantity));
      pieces = pieces.add(quantity.max(BigDecimal.ONE));
    }
    BigDecimal tax = orElse(amount(order, "tax"), BigDecimal.ZERO);
    BigDecimal discount = orElse(amount(order, "discount"), BigDecimal.ZERO);
    BigDecimal slack = pieces.multiply(halfUnit(order.path("currency").asText()));
    BigDecimal above = sum.subtract(subtotal);
    boolean adds =
        Stream.of(BigDecimal.ZERO, tax, discount, tax.add(discount))
            .anyMatch(more -> above.subtract(more).abs().compareTo(slack) <= 0);
    if (!adds) {
      findings.flag(Flags.LINES_DO_NOT_ADD_UP);
      findings.warn("order.items", sentence(sum, subtotal, tax));
    }
  }

  private static String sentence(BigDecimal sum, BigDecimal subtotal, BigDecimal tax) {
    String withTax =
        tax.signum() == 0 ? "" : " (" + subtotal.add(tax).toPlainString() + " with tax)";
    return "the lines come to "
        + sum.toPlainString()
        + " (price times quantity), but order.subtotal is "
        + subtotal.toPlainString()
        + withTax
        + ": item.price is the price of one unit as charged";
  }

  private static @Nullable BigDecimal amount(JsonNode holder, String name) {
    return Money.read(holder.path(name)).orElse(null);
  }

  private static BigDecimal orElse(@Nullable BigDecimal amount, BigDecimal otherwise) {
    return amount == null ? otherwise : amount;
  }

  private static BigDecimal halfUnit(String currency) {
    int digits =
        Money.CURRENCIES.contains(currency)
            ? Currency.getInstance(currency).getDefaultFractionDigits()
            : 2;
    return new BigDecimal("0.5").movePointLeft(Math.max(0, digits));
  }
}
