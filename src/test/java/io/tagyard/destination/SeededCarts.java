package io.tagyard.destination;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Random;

/**
 * Carts as shops report them, always the same: prices with and without tax, what comes off a line
 * or the order, lines without a price, quantities that are not whole, currencies of no, two and
 * three digits, subtotals that are sent, derived, nothing, or finer than the currency.
 */
final class SeededCarts {
  private record Currency(String code, int digits) {}

  private static final List<Currency> CURRENCIES =
      List.of(
          new Currency("EUR", 2),
          new Currency("USD", 2),
          new Currency("JPY", 0),
          new Currency("KRW", 0),
          new Currency("KWD", 3));

  private final Random random = new Random(20_261_201);

  /**
   * A sale or a refund, and what its lines have to come to.
   *
   * @param complete whether every line has a price, and they are worth something together
   */
  record Cart(
      ObjectNode event,
      String currency,
      int digits,
      BigDecimal subtotal,
      int lines,
      boolean complete) {}

  /** The next one. */
  Cart next(int number) {
    Currency currency = CURRENCIES.get(random.nextInt(CURRENCIES.size()));
    int digits = currency.digits();
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("id", "cart-" + number);
    event.put("name", random.nextInt(4) == 0 ? "refund" : "purchase");
    event.put("time", "2026-11-20T10:00:00Z");
    ObjectNode clicks = event.putObject("click_ids");
    List.of("irclickid", "cjevent", "awc", "ranSiteID", "clickref", "tduid", "rfsn")
        .forEach(click -> clicks.put(click, "Click-1"));
    event
        .putObject("consent")
        .put("country", "DE")
        .putObject("purposes")
        .put("affiliate_attribution", "granted");
    ObjectNode order = event.putObject("order").put("id", "ORD-" + number);
    order.put("currency", currency.code());
    int lines = 1 + random.nextInt(6);
    boolean unpriced = random.nextInt(6) == 0;
    BigDecimal sum = items(order.putArray("items"), lines, unpriced ? lines - 1 : lines, digits);
    BigDecimal subtotal = subtotal(order, sum, digits);
    return new Cart(
        event,
        currency.code(),
        digits,
        subtotal.setScale(digits, RoundingMode.HALF_UP),
        lines,
        !unpriced && sum.signum() > 0);
  }

  private BigDecimal items(ArrayNode items, int lines, int priced, int digits) {
    BigDecimal sum = BigDecimal.ZERO;
    boolean free = random.nextInt(40) == 0;
    for (int i = 0; i < lines; i++) {
      ObjectNode item = items.addObject().put("id", "SKU-" + i).put("name", "Thing " + i);
      BigDecimal quantity = quantity();
      if (quantity.compareTo(BigDecimal.ONE) != 0 || random.nextBoolean()) {
        item.put("quantity", quantity);
      }
      if (random.nextInt(3) == 0) {
        item.put("discount", amount(500, digits).toPlainString());
      }
      if (i < priced) {
        // some shops have prices finer than what is paid
        BigDecimal price = free ? BigDecimal.ZERO : amount(20_000, digits + random.nextInt(3));
        item.put("price", price.toPlainString());
        sum = sum.add(price.multiply(quantity));
      }
    }
    return sum;
  }

  private BigDecimal quantity() {
    return switch (random.nextInt(8)) {
      case 0 -> new BigDecimal("0.375");
      case 1 -> new BigDecimal("2.5");
      case 2, 3 -> BigDecimal.valueOf(2 + random.nextInt(11));
      default -> BigDecimal.ONE;
    };
  }

  private BigDecimal amount(int units, int digits) {
    return BigDecimal.valueOf(1 + random.nextInt(units), digits);
  }

  /** Tax in or on top of prices, discounts, and how the shop says it all. */
  private BigDecimal subtotal(ObjectNode order, BigDecimal sum, int digits) {
    boolean gross = random.nextBoolean();
    BigDecimal net = gross ? sum.divide(new BigDecimal("1.19"), digits, RoundingMode.HALF_UP) : sum;
    BigDecimal off = random.nextInt(3) == 0 ? amount(3_000, digits).min(net) : BigDecimal.ZERO;
    if (off.signum() > 0) {
      order.put("discount", off.toPlainString());
    }
    int finer = random.nextInt(10) == 0 ? digits + 2 : digits;
    BigDecimal subtotal = net.subtract(off).setScale(finer, RoundingMode.HALF_UP);
    BigDecimal tax = subtotal.multiply(new BigDecimal("0.19")).setScale(digits, RoundingMode.UP);
    BigDecimal shipping = amount(900, digits);
    order.put("value", subtotal.add(tax).add(shipping).toPlainString());
    order.put("tax", tax.toPlainString()).put("shipping", shipping.toPlainString());
    if (random.nextBoolean()) {
      order.put("subtotal", subtotal.toPlainString());
    }
    return subtotal;
  }
}
