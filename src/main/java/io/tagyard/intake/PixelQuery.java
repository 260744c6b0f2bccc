package io.tagyard.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * An event in the query of an image: {@code d=} base64url JSON, or dotted names such as {@code
 * order.id=ORD-1}.
 */
final class PixelQuery {
  private static final int NAMES_MAX = 200;

  private PixelQuery() {}

  /**
   * The event; when {@code d} is not base64url JSON, a text, so that it is quarantined like any
   * other thing that is no event.
   *
   * @param parameters names to values, decoded; {@code k} is the source's key and no part of the
   *     event
   */
  static JsonNode read(Map<String, List<String>> parameters) {
    List<String> data = parameters.getOrDefault("d", List.of());
    return data.isEmpty() ? dotted(parameters) : encoded(data.getFirst());
  }

  private static JsonNode encoded(String data) {
    try {
      // a blank was a plus before somebody decoded the query once too often
      String alphabet = data.replace(' ', '-').replace('+', '-').replace('/', '_').replace("=", "");
      return Json.read(Base64.getUrlDecoder().decode(alphabet));
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return TextNode.valueOf("a pixel query whose d is not base64url JSON");
    }
  }

  private static JsonNode dotted(Map<String, List<String>> parameters) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    parameters.entrySet().stream()
        .filter(parameter -> !parameter.getKey().equals("k") && !parameter.getValue().isEmpty())
        .limit(NAMES_MAX)
        .forEach(parameter -> put(event, parameter.getKey(), parameter.getValue().getFirst()));
    return event;
  }

  private static void put(ObjectNode event, String dottedName, String value) {
    String[] names = dottedName.split("\\.");
    ObjectNode at = event;
    for (int i = 0; i < names.length - 1 && i < Json.NESTING_MAX; i++) {
      JsonNode next = at.get(names[i]);
      at = next instanceof ObjectNode object ? object : at.putObject(names[i]);
    }
    if (names.length > 0) {
      at.set(names[names.length - 1], value(value));
    }
  }

  /**
   * Items are a list, and a query knows none: a value that is a JSON array or object counts as one.
   */
  private static JsonNode value(String text) {
    if (!text.startsWith("[") && !text.startsWith("{")) {
      return TextNode.valueOf(text);
    }
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(text);
    }
  }
}
