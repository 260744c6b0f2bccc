package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Members of an order's line, with the one that is computed. */
final class Items {
  private Items() {}

  /**
   * A member; {@code total} is price times quantity, and a line without a quantity is one piece.
   */
  static @Nullable JsonNode find(JsonNode item, List<String> steps) {
    JsonNode found = Evaluation.walk(item, steps);
    if (steps.size() != 1) {
      return found;
    }
    if (found == null) {
      return steps.getFirst().equals("total") ? total(item) : null;
    }
    return found.isTextual() && Values.tellsNothing(steps.getFirst(), found.textValue())
        ? null
        : found;
  }

  private static @Nullable JsonNode total(JsonNode item) {
    BigDecimal price = Values.number(item.get("price"));
    BigDecimal quantity =
        item.hasNonNull("quantity") ? Values.number(item.get("quantity")) : BigDecimal.ONE;
    return price == null || quantity == null
        ? null
        : DecimalNode.valueOf(Values.plain(price.multiply(quantity)));
  }
}
