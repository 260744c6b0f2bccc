package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members of an order's line, with those that are computed. */
final class Items {
  private Items() {}

  /**
   * A member; {@code net} is the line's share of the subtotal, {@code total} is price times
   * quantity.
   *
   * @param index of the item in its list
   */
  static @Nullable JsonNode find(JsonNode item, int index, List<String> steps, Facts facts) {
    if (steps.size() != 1) {
      return Evaluation.walk(item, steps);
    }
    String name = steps.getFirst();
    JsonNode derived = name.equals("net") ? facts.net(item, index) : null;
    JsonNode found = derived != null ? derived : Evaluation.walk(item, steps);
    if (found == null) {
      return name.equals("total") ? total(item) : null;
    }
    return found.isTextual() && Values.tellsNothing(name, found.textValue()) ? null : found;
  }

  private static @Nullable JsonNode total(JsonNode item) {
    BigDecimal worth = worth(item);
    return worth == null ? null : DecimalNode.valueOf(Values.plain(worth));
  }

  /** Price times quantity; null when one of them is none. */
  static @Nullable BigDecimal worth(JsonNode item) {
    BigDecimal price = Values.number(item.get("price"));
    BigDecimal quantity = quantity(item);
    return price == null || quantity == null ? null : price.multiply(quantity);
  }

  /** A line without a quantity is one piece; null when there is one that is no number. */
  static @Nullable BigDecimal quantity(JsonNode item) {
    return item.hasNonNull("quantity") ? Values.number(item.get("quantity")) : BigDecimal.ONE;
  }
}
