package io.tagyard.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An event in the query of an image: {@code d=} JSON in base64 of either alphabet or as it is, or
 * dotted names such as {@code order.id=ORD-1} and {@code order.items[0].id=SKU-1}.
 */
final class PixelQuery {
  private static final int NAMES_MAX = 200;

  /** What is about the request and no part of the event. */
  private static final Set<String> NO_MEMBERS = Set.of("k", "debug");

  /** Maps whose names are the sender's own. */
  private static final Set<String> OPEN = Set.of("properties", "cookies", "click_ids", "sub_ids");

  private static final Pattern INDEX = Pattern.compile("\\[(\\d{1,3})]");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
  private static final Pattern BLANKS = Pattern.compile("[\\r\\n\\t]");

  /** A time whose plus somebody decoded: {@code 2026-11-20T10:00:00 02:00}. */
  private static final Pattern LOST_PLUS =
      Pattern.compile("([0-9-]{8,10}[T ][0-9:.]{4,24}) (\\d\\d:?\\d\\d)");

  private PixelQuery() {}

  /**
   * The event; when {@code d} is no JSON in any of its forms, a text, so that it is quarantined
   * like any other thing that is no event.
   *
   * @param parameters names to values, decoded; {@code k} is the source's key and no part of the
   *     event
   */
  static JsonNode read(Map<String, List<String>> parameters) {
    List<String> data = parameters.getOrDefault("d", List.of());
    if (!data.isEmpty()) {
      return encoded(data.getFirst());
    }
    ObjectNode event = dotted(parameters);
    // the id is the pixel's, the same for all events: only the first would be kept
    return isMeta(parameters) ? event.without("id") : event;
  }

  /** Whether it is a query of Meta's pixel: its own names, and none of ours. */
  private static boolean isMeta(Map<String, List<String>> parameters) {
    return parameters.containsKey("ev")
        && !parameters.containsKey("name")
        && parameters.keySet().stream()
            .anyMatch(name -> name.equals("id") || name.equals("dl") || name.startsWith("cd["));
  }

  private static JsonNode encoded(String data) {
    return base64(data)
        .or(() -> json(data))
        .or(() -> json(unescaped(data)))
        .orElseGet(
            () -> TextNode.valueOf("a pixel query whose d is no JSON, in base64 or as it is"));
  }

  private static Optional<JsonNode> base64(String data) {
    try {
      // a blank was a plus before somebody decoded the query once too often
      String alphabet =
          BLANKS
              .matcher(data)
              .replaceAll("")
              .replace(' ', '-')
              .replace('+', '-')
              .replace('/', '_')
              .replace("=", "");
      byte[] text = Base64.getUrlDecoder().decode(alphabet);
      return text.length == 0 || Encodings.wrong(text).isPresent()
          ? Optional.empty()
          : Optional.of(Json.read(text)).filter(JsonNode::isContainerNode);
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> json(String text) {
    try {
      return Optional.of(Json.read(text.getBytes(StandardCharsets.UTF_8)))
          .filter(JsonNode::isContainerNode);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Encoded once more than was decoded. */
  private static String unescaped(String data) {
    try {
      return data.startsWith("%") ? URLDecoder.decode(data, StandardCharsets.UTF_8) : "";
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static ObjectNode dotted(Map<String, List<String>> parameters) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    parameters.entrySet().stream()
        .filter(one -> !NO_MEMBERS.contains(one.getKey()) && !one.getValue().isEmpty())
        .limit(NAMES_MAX)
        .forEach(one -> put(event, one.getKey(), one.getValue().getFirst()));
    return withLists(event);
  }

  /** {@code items[0].id} is {@code items.0.id}. */
  private static void put(ObjectNode event, String dottedName, String value) {
    String[] names = INDEX.matcher(dottedName).replaceAll(".$1").split("\\.");
    ObjectNode at = event;
    for (int i = 0; i < names.length - 1 && i < Json.NESTING_MAX; i++) {
      JsonNode next = at.get(names[i]);
      at = next instanceof ObjectNode object ? object : at.putObject(names[i]);
    }
    if (names.length > 0) {
      at.set(names[names.length - 1], value(dottedName, value));
    }
  }

  /** An object whose names are all numbers is a list, in their order; not so in open maps. */
  private static ObjectNode withLists(ObjectNode object) {
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      if (member.getValue() instanceof ObjectNode inner) {
        boolean open = OPEN.contains(member.getKey());
        member.setValue(open || !isList(inner) ? withLists(inner) : list(inner));
      }
    }
    return object;
  }

  private static boolean isList(ObjectNode object) {
    return !object.isEmpty()
        && object.properties().stream().allMatch(one -> NUMBER.matcher(one.getKey()).matches());
  }

  private static ArrayNode list(ObjectNode numbered) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    numbered.properties().stream()
        .sorted(Comparator.comparingInt(one -> Integer.parseInt(one.getKey())))
        .forEach(one ->
            list.add(
                one.getValue() instanceof ObjectNode inner ? withLists(inner) : one.getValue()));
    return list;
  }

  /** A list may also be written out: a value that is a JSON array or object counts as one. */
  private static JsonNode value(String name, String text) {
    if (text.startsWith("[") || text.startsWith("{")) {
      return json(text).orElseGet(() -> TextNode.valueOf(text));
    }
    Matcher plus =
        name.equals("time") || name.equals("click.time") ? LOST_PLUS.matcher(text) : null;
    return TextNode.valueOf(
        plus != null && plus.matches() ? plus.group(1) + "+" + plus.group(2) : text);
  }
}
