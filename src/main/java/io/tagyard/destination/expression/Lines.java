package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What each line of an order is worth to somebody who pays by it: its share of {@code
 * order.subtotal}, weighed by price times quantity, in minor units of the currency. The shares add
 * up to the subtotal (rounded half up to minor units); by the largest remainder, the earlier line
 * first where remainders are equal. For one thread.
 */
public final class Lines {
  private final JsonNode items;
  private final List<BigInteger> shares;
  private final int digits;
  private @Nullable ArrayNode byPiece;

  private Lines(JsonNode items, List<BigInteger> shares, int digits) {
    this.items = items;
    this.shares = shares;
    this.digits = digits;
  }

  /**
   * The shares of these lines; null when a line has no price, all weigh nothing together, or there
   * is no subtotal or currency.
   */
  public static @Nullable Lines of(
      @Nullable JsonNode items, @Nullable JsonNode subtotal, @Nullable String currency) {
    BigDecimal whole = Values.number(subtotal);
    if (items == null || !items.isArray() || whole == null || currency == null) {
      return null;
    }
    List<BigDecimal> weights = new ArrayList<>(items.size());
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode item : items) {
      BigDecimal weight = Items.worth(item);
      if (weight == null) {
        return null;
      }
      weights.add(weight);
      sum = sum.add(weight);
    }
    if (sum.signum() == 0) {
      return null;
    }
    int digits = Money.exponent(currency);
    BigInteger units = Money.rounded(whole, digits).unscaledValue();
    return new Lines(items, shares(units, weights, sum), digits);
  }

  private static List<BigInteger> shares(
      BigInteger units, List<BigDecimal> weights, BigDecimal sum) {
    int scale = sum.scale(); // of a sum, the largest scale of its parts
    BigInteger all = sum.unscaledValue();
    List<BigInteger> shares = new ArrayList<>(weights.size());
    List<BigInteger> rests = new ArrayList<>(weights.size());
    BigInteger left = units;
    for (BigDecimal weight : weights) {
      BigInteger part = units.multiply(weight.setScale(scale).unscaledValue());
      BigInteger[] divided = floored(all.signum() < 0 ? part.negate() : part, all.abs());
      shares.add(divided[0]);
      rests.add(divided[1]);
      left = left.subtract(divided[0]);
    }
    IntStream.range(0, weights.size())
        .boxed()
        .sorted(Comparator.comparing(rests::get, Comparator.reverseOrder()))
        .limit(left.longValueExact())
        .forEach(line -> shares.set(line, shares.get(line).add(BigInteger.ONE)));
    return shares;
  }

  /** Quotient towards negative infinity, and the rest, which is never negative. */
  private static BigInteger[] floored(BigInteger dividend, BigInteger divisor) {
    BigInteger rest = dividend.mod(divisor);
    return new BigInteger[] {dividend.subtract(rest).divide(divisor), rest};
  }

  /** The share of this line, which stands at this index; null when it is no line of this order. */
  @SuppressWarnings("ReferenceEquality") // an equal item of another list has no share
  public @Nullable JsonNode net(JsonNode item, int index) {
    return items.get(index) == item ? amount(shares.get(index)) : null;
  }

  private JsonNode amount(BigInteger units) {
    return DecimalNode.valueOf(Values.plain(new BigDecimal(units, digits)));
  }

  /**
   * The same lines by price and quantity, for who multiplies: each price times its quantity is the
   * line's share. A line whose share does not divide by its quantity is two, and one of a quantity
   * that is not whole is one piece.
   */
  public ArrayNode byPiece() {
    ArrayNode known = byPiece;
    if (known == null) {
      known = split();
      byPiece = known;
    }
    return known;
  }

  private ArrayNode split() {
    ArrayNode lines = JsonNodeFactory.instance.arrayNode(items.size());
    for (int i = 0; i < items.size(); i++) {
      BigInteger pieces = pieces(items.get(i));
      BigInteger[] divided = floored(shares.get(i), pieces);
      add(lines, items.get(i), divided[0], pieces.subtract(divided[1]));
      if (divided[1].signum() > 0) {
        add(lines, items.get(i), divided[0].add(BigInteger.ONE), divided[1]);
      }
    }
    return lines;
  }

  private static BigInteger pieces(JsonNode item) {
    BigDecimal quantity = Items.quantity(item);
    return quantity == null || quantity.signum() <= 0 || Values.plain(quantity).scale() > 0
        ? BigInteger.ONE
        : quantity.toBigInteger();
  }

  private void add(ArrayNode lines, JsonNode item, BigInteger price, BigInteger quantity) {
    ObjectNode line = lines.addObject();
    item.properties().forEach(member -> line.set(member.getKey(), member.getValue()));
    line.remove("discount"); // it is off already
    line.set("price", amount(price));
    line.put("quantity", quantity);
  }
}
