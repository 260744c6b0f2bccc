package io.tagyard.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.YamlNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A test of a route, read: an event and what becomes of it, by connection.
 *
 * @param given the fixture with the {@code with} members laid over it
 */
public record RouteTest(String name, Place place, JsonNode given, Map<String, Expectation> expect) {

  /**
   * What becomes of the event at one connection.
   *
   * @param sends parts of the request; null when nothing goes out
   * @param withheld the reason nothing goes out; null when something does
   */
  public record Expectation(
      Place place, YamlNode.@Nullable Mapping sends, @Nullable String withheld) {}

  /** Lays members over an object, deeply: objects are merged, everything else is replaced. */
  static JsonNode overlaid(JsonNode base, JsonNode over) {
    if (!(base instanceof ObjectNode below) || !(over instanceof ObjectNode above)) {
      return over;
    }
    ObjectNode merged = below.deepCopy();
    for (Map.Entry<String, JsonNode> member : above.properties()) {
      JsonNode old = merged.get(member.getKey());
      boolean emptied = member.getValue().isObject() && member.getValue().isEmpty();
      merged.set(
          member.getKey(),
          old == null || emptied ? member.getValue() : overlaid(old, member.getValue()));
    }
    return merged;
  }
}
