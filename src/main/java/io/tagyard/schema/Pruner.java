package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies what is known of an event: unknown members are listed, nulls dropped, and numbers nobody
 * can mean are refused before anything calculates with them.
 */
final class Pruner {
  /** Digits before or after the point beyond which a number is refused. */
  private static final int DIGITS_MAX = 40;

  /** Values in one event beyond which nothing more is looked at. */
  private static final int VALUES_MAX = 20_000;

  private final Findings findings;
  private int values;

  Pruner(Findings findings) {
    this.findings = findings;
  }

  /** Whether the event holds more than anybody means; the rest of it was not copied. */
  boolean tooMuch() {
    return values > VALUES_MAX;
  }

  ObjectNode object(ObjectNode from, @Nullable Shape shape, String path) {
    ObjectNode to = Json.mapper().createObjectNode();
    Map<String, Shape> members = shape == null ? null : shape.members();
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      if (counted()) {
        break;
      }
      String name = member.getKey();
      Shape known = members == null ? null : members.get(name);
      if (members != null && known == null && shape != null && !shape.keepsUnknown()) {
        findings.ignore(Paths.member(path, name));
        continue;
      }
      JsonNode value = value(member.getValue(), known, path, name);
      if (value != null) {
        to.set(name, value);
      }
    }
    return to;
  }

  private @Nullable JsonNode value(
      JsonNode from, @Nullable Shape shape, String parent, String name) {
    return switch (from.getNodeType()) {
      case NULL, MISSING -> null;
      case NUMBER -> sane(from) ? from : refuse(Paths.member(parent, name));
      case OBJECT -> object((ObjectNode) from, shape, Paths.member(parent, name));
      case ARRAY -> array((ArrayNode) from, shape, Paths.member(parent, name));
      default -> from;
    };
  }

  private ArrayNode array(ArrayNode from, @Nullable Shape shape, String path) {
    ArrayNode to = Json.mapper().createArrayNode();
    Shape items = shape == null ? null : shape.items();
    for (int i = 0; i < from.size() && !counted(); i++) {
      JsonNode element = from.get(i);
      String at = Paths.element(path, i);
      if (element instanceof ObjectNode object) {
        to.add(object(object, items, at));
      } else if (element instanceof ArrayNode array) {
        to.add(array(array, items, at));
      } else if (element.isNumber() && !sane(element)) {
        refuse(at);
      } else if (!element.isNull() || items != null) {
        to.add(element);
      }
    }
    return to;
  }

  private boolean counted() {
    values++;
    if (tooMuch()) {
      findings.fault("", "more than " + VALUES_MAX + " values", "an event of fewer values");
    }
    return tooMuch();
  }

  private @Nullable JsonNode refuse(String path) {
    findings.fault(
        path,
        "a number out of range",
        "at most " + DIGITS_MAX + " digits before and after the decimal point");
    return null;
  }

  /** Looks at exponents only: writing out 1e999999999 would be the attack. */
  private static boolean sane(JsonNode number) {
    if (number.isInt() || number.isLong()) {
      return true;
    }
    if (number.isDouble() || number.isFloat()) {
      return Double.isFinite(number.doubleValue()) && Math.abs(number.doubleValue()) < 1e40;
    }
    BigDecimal value = number.decimalValue();
    return Math.abs((long) value.scale()) <= DIGITS_MAX
        && (long) value.precision() - value.scale() <= DIGITS_MAX;
  }
}
