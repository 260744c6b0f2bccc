package io.tagyard.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The {@link SeededEvents} as odd senders write them: lists and objects where one value is meant,
 * blank ids, parts of a thing, addresses that are none.
 */
final class SeededOddities {
  private static final long SEED = 20_261_201;
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<JsonNode> INSTEAD_OF_A_VALUE =
      List.of(
          JSON.arrayNode().add("a").add("b"),
          JSON.arrayNode().add(1).add(2),
          JSON.arrayNode(),
          JSON.arrayNode().add(JSON.objectNode().put("a", 1)),
          JSON.objectNode().put("value", "a"),
          JSON.objectNode(),
          JSON.textNode(""),
          JSON.textNode("NaN"));
  private static final List<String> PAGES =
      List.of(
          "HTTPS://SHOP.example/p?q=1",
          "Http://shop.example/",
          "javascript:alert(1)",
          "data:text/html,x",
          "about:blank",
          "android-app://com.example/",
          "/p/1",
          "");
  private static final List<String> ITEM_IDS = List.of("", " ", "\t", "SKU-1");
  private static final List<String> QUANTITIES = List.of("0.4", "0.5", "1.5", "2", "0.001");

  private final Random random = new Random(SEED);

  private SeededOddities() {}

  /** The events, in order. */
  static List<ObjectNode> all() {
    SeededOddities odd = new SeededOddities();
    return SeededEvents.all().stream().map(odd::of).toList();
  }

  private ObjectNode of(ObjectNode event) {
    event.put("id", "odd-" + event.path("id").asText());
    ObjectNode properties = event.withObject("/properties");
    for (Map.Entry<String, JsonNode> member : List.copyOf(properties.properties())) {
      if (random.nextBoolean()) {
        properties.set(member.getKey(), one(INSTEAD_OF_A_VALUE));
      }
    }
    if (event.get("page") instanceof ObjectNode page) {
      page.put("url", one(PAGES)).put("referrer", one(PAGES));
    }
    for (JsonNode line : event.path("order").path("items")) {
      ObjectNode item = (ObjectNode) line;
      if (random.nextBoolean()) {
        item.put("id", one(ITEM_IDS));
      }
      item.put("quantity", one(QUANTITIES));
    }
    return event;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
