package io.tagyard.privacy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Looks into a text that is JSON as into the members of {@code properties}. */
final class Structured {
  private Structured() {}

  /**
   * The first thing found, see {@link Personal#look}; empty when there is none or it is no JSON.
   */
  static String look(String text, int depth) {
    String trimmed = Texts.trim(text);
    if (!trimmed.startsWith("{") && !trimmed.startsWith("[")) {
      return "";
    }
    try {
      return look("", Json.read(trimmed.getBytes(StandardCharsets.UTF_8)), depth);
    } catch (JsonProcessingException e) {
      return ""; // a text that only looks like JSON: an answer, not a failure
    }
  }

  private static String look(String name, JsonNode node, int depth) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        String look = member(name, member, depth);
        if (!look.isEmpty()) {
          return look;
        }
      }
      return "";
    }
    for (JsonNode element : node) {
      String look = look(name, element, depth);
      if (!look.isEmpty()) {
        return look;
      }
    }
    return node.isTextual() || node.isIntegralNumber()
        ? Personal.look(Ground.NAMED, name, node.asText(), depth)
        : "";
  }

  private static String member(String parent, Map.Entry<String, JsonNode> member, int depth) {
    String name = member.getKey();
    String look = Personal.look(Ground.TEXT, "", name, 0);
    return look.isEmpty() ? look(NameLook.inherited(parent, name), member.getValue(), depth) : look;
  }
}
