package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes over what is known of an event: unknown members are listed, nulls dropped, numbers nobody
 * can mean are refused before anything calculates with them, and what has a {@link Role} is mended
 * ({@link Mending}). Everything else stays as it is; parts of which nothing goes are shared with
 * it, so nobody may change them in place.
 */
final class Pruner {
  /** Digits before or after the point beyond which a number is refused. */
  private static final int DIGITS_MAX = 40;

  /** Values in one event beyond which nothing more is looked at. */
  private static final int VALUES_MAX = 20_000;

  private final Findings findings;
  private final Mending mending;
  private int values;

  Pruner(Findings findings) {
    this.findings = findings;
    this.mending = new Mending(findings);
  }

  /** Whether the event holds more than anybody means; the rest of it was not looked at. */
  boolean tooMuch() {
    return values > VALUES_MAX;
  }

  /** Where we are; written out only when there is something to say about it. */
  private record At(@Nullable At parent, String name, int index) {
    String member(String member) {
      return Paths.member(path(), member);
    }

    String path() {
      if (parent == null) {
        return "";
      }
      return index < 0 ? Paths.member(parent.path(), name) : Paths.element(parent.path(), index);
    }
  }

  private static final int MEMBER = -1;
  private static final At TOP = new At(null, "", MEMBER);

  /** A new object, whose members may be those of the event itself. */
  ObjectNode whole(ObjectNode event, Shape shape) {
    return object(event, shape, TOP);
  }

  /** Itself where everything of it stays; {@link #whole} alone is always a copy. */
  private ObjectNode object(ObjectNode from, @Nullable Shape shape, At path) {
    ObjectNode to = path == TOP ? Json.mapper().createObjectNode() : null;
    Map<String, Shape> members = shape == null ? null : shape.members();
    int same = 0;
    for (Map.Entry<String, JsonNode> member : from.properties()) {
      if (counted()) {
        break;
      }
      String name = member.getKey();
      Shape known = members != null ? members.get(name) : shape == null ? null : shape.each();
      boolean unknown = members != null && known == null && shape != null && !shape.keepsUnknown();
      if (unknown) {
        findings.ignore(path.member(name));
      }
      JsonNode value = unknown ? null : value(member.getValue(), known, path, name);
      if (to == null && value == member.getValue()) {
        same++;
        continue;
      }
      to = to == null ? Json.first(from, same) : to;
      if (value != null) {
        to.set(name, value);
      }
    }
    return to == null ? from : to;
  }

  private @Nullable JsonNode value(JsonNode from, @Nullable Shape shape, At parent, String name) {
    return switch (from.getNodeType()) {
      case NULL, MISSING -> null;
      case NUMBER -> sane(from) ? mending.number(from, role(shape)) : refuse(parent.member(name));
      case STRING ->
          role(shape) == Role.NONE
              ? mending.plain(from)
              : mending.text(from, role(shape), () -> parent.member(name));
      case OBJECT -> object((ObjectNode) from, shape, new At(parent, name, MEMBER));
      case ARRAY -> array((ArrayNode) from, shape, new At(parent, name, MEMBER));
      default -> from;
    };
  }

  private ArrayNode array(ArrayNode from, @Nullable Shape shape, At path) {
    ArrayNode to = Json.mapper().createArrayNode();
    Shape items = shape == null ? null : shape.items();
    boolean same = true;
    for (int i = 0; i < from.size() && !counted(); i++) {
      JsonNode element = from.get(i);
      JsonNode kept = element(element, items, new At(path, "", i));
      same &= kept == element;
      if (kept != null) {
        to.add(kept);
      }
    }
    return same ? from : to;
  }

  private @Nullable JsonNode element(JsonNode from, @Nullable Shape shape, At at) {
    return switch (from.getNodeType()) {
      case NULL -> shape == null ? null : from;
      case NUMBER -> sane(from) ? from : refuse(at.path());
      case STRING -> mending.plain(from);
      case OBJECT -> object((ObjectNode) from, shape, at);
      case ARRAY -> array((ArrayNode) from, shape, at);
      default -> from;
    };
  }

  private static Role role(@Nullable Shape shape) {
    return shape == null ? Role.NONE : shape.role();
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
