package io.tagyard.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.cel.common.values.NullValue;
import io.tagyard.route.Shape.Items;
import io.tagyard.route.Shape.Leaf;
import io.tagyard.route.Shape.OpenMap;
import io.tagyard.route.Shape.Presence;
import io.tagyard.route.Shape.Struct;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as the values that conditions compute with. */
final class JsonValues {
  private JsonValues() {}

  /** The value as this shape; null when it is absent or cannot be one. */
  static @Nullable Object convert(Shape shape, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return switch (shape) {
      case Leaf leaf -> leaf(leaf, value);
      case OpenMap map -> value.isObject() ? map(value, map.texts()) : null;
      case Items items -> items(items.of(), value);
      case Struct struct -> new StructView(struct, value, path -> MissingNode.getInstance(), "");
      case Presence ignored -> Map.of();
    };
  }

  private static @Nullable Object leaf(Leaf leaf, JsonNode value) {
    if (value.isContainerNode()) {
      return null;
    }
    return switch (leaf) {
      case TEXT -> value.asText();
      case DOUBLE -> number(value);
      case TIME -> time(value.asText());
      case FLAG -> value.isBoolean() ? value.booleanValue() : null;
    };
  }

  private static @Nullable Object number(JsonNode value) {
    try {
      return value.isNumber()
          ? value.doubleValue()
          : new BigDecimal(value.asText().strip()).doubleValue();
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Object time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Map<String, Object> map(JsonNode value, boolean texts) {
    Map<String, Object> map = HashMap.newHashMap(value.size());
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (texts && !member.getValue().isValueNode()) {
        continue;
      }
      map.put(member.getKey(), texts ? member.getValue().asText() : dynamic(member.getValue()));
    }
    return map;
  }

  private static List<Object> items(Struct of, JsonNode value) {
    List<Object> list = new ArrayList<>(value.size());
    value.forEach(item -> list.add(new StructView(of, item, p -> MissingNode.getInstance(), "")));
    return list;
  }

  private static Object dynamic(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.booleanValue();
      case NUMBER ->
          value.isIntegralNumber() && value.canConvertToLong()
              ? (Object) value.longValue()
              : (Object) value.doubleValue();
      case STRING -> value.textValue();
      case OBJECT -> map(value, false);
      case ARRAY -> {
        List<Object> list = new ArrayList<>(value.size());
        value.forEach(item -> list.add(dynamic(item)));
        yield list;
      }
      default -> NullValue.NULL_VALUE;
    };
  }
}
