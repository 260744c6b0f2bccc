package io.tagyard.destination.expression;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.Events;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shares that lines have of their order's subtotal. */
class LinesTest {
  private static final String ORDER =
      "{'order':{'currency':'EUR','subtotal':'10.00','items':["
          + "{'id':'a','price':'4','quantity':3,'discount':'1'},{'id':'b','price':'3'}]},"
          + "'properties':{'list':[{'net':'7','price':1}]}}";

  @ParameterizedTest(name = "{0} of {1} {2} are {3}")
  @CsvSource(
      nullValues = "none",
      value = {
        "49.25x2 12.07, 108.57, USD, 96.72 11.85",
        "10 10 10, 100, EUR, 33.34 33.33 33.33",
        "1 1 1, 0.02, EUR, 0.01 0.01 0",
        "100 20, 100.00, EUR, 83.33 16.67",
        "119, 100, EUR, 100",
        "3 3, 1000, JPY, 500 500",
        "3 3, 1001, JPY, 501 500",
        "3 3 1, 10.000, KWD, 4.286 4.286 1.428",
        "2 1, 5, CLF, 3.3333 1.6667",
        "2 1, 10.005, EUR, 6.67 3.34",
        "2 1, 0, EUR, 0 0",
        "2 1, -9.99, EUR, -6.66 -3.33",
        "1 1 1, -0.01, EUR, 0 0 -0.01",
        "10 -2, 8, EUR, 10 -2",
        "-1 -1 -1, 1, EUR, 0.34 0.33 0.33",
        "0 5, 5, EUR, 0 5",
        "1x0.375 1x0.625, 9.99, EUR, 3.75 6.24",
        "10 ?, 10, EUR, none",
        "? ?, 10, EUR, none",
        "0 0, 10, EUR, none",
        "5 -5, 10, EUR, none",
        "10, none, EUR, none",
        "10, 10, none, none",
        "'', 10, EUR, none",
      })
  void theyAddUpToTheSubtotalByTheLargestRemainder(
      String prices, @Nullable String subtotal, @Nullable String currency, @Nullable String nets) {
    ArrayNode items = items(prices);
    Lines lines = Lines.of(items, subtotal == null ? null : TextNode.valueOf(subtotal), currency);
    assertThat(lines == null ? null : nets(lines, items)).isEqualTo(nets);
  }

  private static String nets(Lines lines, ArrayNode items) {
    StringBuilder nets = new StringBuilder();
    for (int i = 0; i < items.size(); i++) {
      nets.append(i == 0 ? "" : " ").append(Values.text(net(lines, items, i)));
    }
    return nets.toString();
  }

  private static JsonNode net(Lines lines, ArrayNode items, int index) {
    return Objects.requireNonNull(lines.net(items.get(index), index));
  }

  private static Lines lines(ArrayNode items, String subtotal, String currency) {
    return Objects.requireNonNull(Lines.of(items, TextNode.valueOf(subtotal), currency));
  }

  /** {@code 4.50x3 ?} is a line of three pieces and one without a price. */
  private static ArrayNode items(String prices) {
    ArrayNode items = JsonNodeFactory.instance.arrayNode();
    for (String line : prices.isEmpty() ? new String[0] : prices.split(" ")) {
      String[] parts = line.split("x");
      ObjectNode item = items.addObject().put("id", "i" + items.size());
      if (!parts[0].equals("?")) {
        item.put("price", parts[0]);
      }
      if (parts.length > 1) {
        item.put("quantity", new BigDecimal(parts[1]));
      }
    }
    return items;
  }

  @Test
  void everyShareIsWithinAMinorUnitOfWhatItWouldBeAndPiecesComeToIt() {
    Random random = new Random(20_261_202);
    for (int round = 0; round < 3_000; round++) {
      int digits = random.nextInt(4);
      String currency = new String[] {"JPY", "JPY", "EUR", "KWD"}[digits];
      digits = Money.exponent(currency);
      ArrayNode items = JsonNodeFactory.instance.arrayNode();
      BigDecimal sum = BigDecimal.ZERO;
      for (int i = random.nextInt(8); i >= 0; i--) {
        BigDecimal price = BigDecimal.valueOf(1 + random.nextInt(100_000), random.nextInt(5));
        BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(30), random.nextInt(3) / 2);
        items.addObject().put("price", price).put("quantity", quantity);
        sum = sum.add(price.multiply(quantity));
      }
      BigDecimal subtotal = BigDecimal.valueOf(random.nextInt(1_000_000) - 100_000, digits);
      Lines lines = lines(items, subtotal.toPlainString(), currency);
      BigDecimal nets = BigDecimal.ZERO;
      for (int i = 0; i < items.size(); i++) {
        BigDecimal net = net(lines, items, i).decimalValue();
        BigDecimal fair =
            subtotal
                .multiply(items.get(i).get("price").decimalValue())
                .multiply(items.get(i).get("quantity").decimalValue())
                .divide(sum, 20, RoundingMode.HALF_UP);
        assertThat(net.subtract(fair).abs()).isLessThan(BigDecimal.ONE.movePointLeft(digits));
        nets = nets.add(net);
      }
      assertThat(nets).isEqualByComparingTo(subtotal);
      assertThat(byPiece(lines)).isEqualByComparingTo(subtotal);
    }
  }

  private static BigDecimal byPiece(Lines lines) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line : lines.byPiece()) {
      BigDecimal quantity = line.get("quantity").decimalValue();
      assertThat(quantity.stripTrailingZeros().scale()).isLessThanOrEqualTo(0);
      sum = sum.add(line.get("price").decimalValue().multiply(quantity));
    }
    return sum;
  }

  @Test
  void aLineThatDoesNotDivideIsTwoAndOneOfAFractionIsOnePiece() {
    ArrayNode items = items("4x3 2x1.5");
    assertThat(lines(items, "10", "EUR").byPiece())
        .hasToString(
            Events.json(
                    "{'l':[{'id':'i1','price':2.66,'quantity':1},{'id':'i1','price':2.67,'quantity':2},"
                        + "{'id':'i2','price':2,'quantity':1}]}")
                .get("l")
                .toString());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "{ each: order.items, as: '${item.net}' }; [8,2]",
        "{ each: order.items, as: '${item.net | decimal}' }; ['8.00','2.00']",
        "{ each: order.items, as: '${item.net | negate | minor_units}' }; [-800,-200]",
        "{ each: order.items, as: '${item.id}=${item.net}', join: '|' }; 'a=8|b=2'",
        "{ x: { each: order.items, keys: { 'N${index}': '${item.net}' } } }; {'N1':8,'N2':2}",
        "'${order.items | sum(net)}'; 10",
        "\"${order.items | join('+', net)}\"; '8+2'",
        "{ each: properties.list, as: '${item.net | text}' }; ['7']",
        "{ if: '${order.items | sum(net)}', then: lines, else: whole }; 'lines'",
      })
  void expressionsReadThemWhereTheItemIsALineOfTheOrder(String shape, String expected) {
    assertThat(Words.evaluate(shape, ORDER)).isEqualTo(expected);
  }
}
