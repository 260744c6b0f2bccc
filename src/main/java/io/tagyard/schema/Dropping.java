package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Fault;
import io.tagyard.event.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leaves out what is wrong where nobody requires it, so that a sale is not lost for the page's
 * title. Money, what an event and its order are recognised by, consent and digests stay faults: a
 * guess about those would be worse than none.
 */
final class Dropping {
  private static final Set<String> ROOTS =
      Set.of(
          "page",
          "user",
          "device",
          "click_ids",
          "click",
          "cookies",
          "partner",
          "properties",
          "channel");
  private static final List<String> OF_AN_ORDER = List.of("order.coupon", "order.customer_type");
  private static final List<String> OF_AN_ITEM = List.of(".name", ".brand", ".category");

  private Dropping() {}

  /** Whether the event may go on without what stands at this path. */
  static boolean may(Fault fault, ObjectNode body) {
    String path = fault.path();
    if (path.isEmpty() || path.contains("_sha256")) {
      return false;
    }
    int end = end(path);
    if (ROOTS.contains(path.substring(0, end))) {
      return !isWrongIdentifier(path, at(body, path));
    }
    return OF_AN_ORDER.contains(path)
        || path.startsWith("order.items[") && OF_AN_ITEM.stream().anyMatch(path::endsWith);
  }

  /** An identifier of another kind than text is a mistake that its sender must hear of. */
  private static boolean isWrongIdentifier(String path, @Nullable JsonNode found) {
    Role role = Role.of(path);
    boolean identifies =
        path.equals("user.id")
            || path.equals("partner.code")
            || path.equals("user.address.postal_code")
            || path.equals("user.date_of_birth");
    return identifies && role != Role.NONE && found != null && !found.isTextual();
  }

  /** The body without what stands there; the body itself when nothing does. Copies the way. */
  static ObjectNode without(ObjectNode body, String path) {
    return (ObjectNode) without((JsonNode) body, path);
  }

  private static JsonNode without(JsonNode from, String path) {
    if (from instanceof ArrayNode list && path.startsWith("[")) {
      int close = path.indexOf(']');
      int index = Integer.parseInt(path.substring(1, close));
      ArrayNode copy = list.arrayNode().addAll(list);
      String rest = rest(path.substring(close + 1));
      if (rest.isEmpty()) {
        copy.remove(index);
      } else {
        copy.set(index, without(list.path(index), rest));
      }
      return copy;
    }
    String name = from instanceof ObjectNode object ? name(object, path) : null;
    if (!(from instanceof ObjectNode object) || name == null) {
      return from;
    }
    ObjectNode copy = Json.first(object, object.size());
    String rest = rest(path.substring(name.length()));
    if (rest.isEmpty()) {
      copy.remove(name);
    } else {
      copy.set(name, without(object.path(name), rest));
    }
    return copy;
  }

  /** What stands at this path; null when nothing does. */
  static @Nullable JsonNode at(JsonNode from, String path) {
    if (path.isEmpty()) {
      return from;
    }
    if (from.isArray() && path.startsWith("[")) {
      int close = path.indexOf(']');
      JsonNode element = from.get(Integer.parseInt(path.substring(1, close)));
      return element == null ? null : at(element, rest(path.substring(close + 1)));
    }
    String name = from instanceof ObjectNode object ? name(object, path) : null;
    return name == null ? null : at(from.path(name), rest(path.substring(name.length())));
  }

  /** The longest member's name that the path begins with: names may hold dots. */
  private static @Nullable String name(ObjectNode object, String path) {
    String longest = null;
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      String name = member.getKey();
      boolean begins =
          path.startsWith(name)
              && (path.length() == name.length() || ".[".indexOf(path.charAt(name.length())) >= 0);
      if (begins && (longest == null || name.length() > longest.length())) {
        longest = name;
      }
    }
    return longest;
  }

  private static String rest(String path) {
    return path.startsWith(".") ? path.substring(1) : path;
  }

  private static int end(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) == '.' || path.charAt(i) == '[') {
        return i;
      }
    }
    return path.length();
  }
}
