package io.tagyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import io.tagyard.event.Events;
import io.tagyard.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QuickYesTest {
  private static final JsonNode DEFS = Catalogue.common().path("$defs");
  private static final SchemaRegistry REGISTRY = Catalogue.ownRegistry();

  private static final List<String> STRANGE =
      List.of(
          "null",
          "true",
          "[]",
          "{}",
          "[null]",
          "{'a':{'b':[1,null]}}",
          "0",
          "-1",
          "1",
          "1.0",
          "1e15",
          "1e-9",
          "999999999999999.999999999",
          "''",
          "' '",
          "'0'",
          "'1'",
          "'-0'",
          "'1.'",
          "'1.5'",
          "'1.123456789'",
          "'0.00'",
          "'12\\n'",
          "'granted\\n'",
          "'granted'",
          "'web'",
          "'a\\u0000b'",
          "'2026-11-20T10:00:00Z'",
          "'2026-02-30T10:00:00Z'",
          "'2026-12-31T23:59:60Z'",
          "'2026-11-20T24:00:00Z'",
          "'2026-11-20t10:00:00z'",
          "'2026-11-20T10:00:00'",
          "'2026-11-20T10:00:00+14:00'",
          "'2026-11-20T10:00Z'",
          "'\\ud83d\\ude00\\ud83d\\ude00\\ud83d\\ude00'",
          "'" + "x".repeat(65) + "'",
          "'" + "x".repeat(257) + "'",
          "'" + "x".repeat(1025) + "'",
          "'" + "x".repeat(16385) + "'",
          "{'" + "k".repeat(257) + "':1}");

  @Test
  void aYesIsAlwaysTheValidatorsYes() throws IOException {
    int yes = 0;
    int no = 0;
    for (ObjectNode event : events()) {
      String location = Catalogue.location(event.path("name").asText());
      QuickYes.Check quick = QuickYes.of(Catalogue.json(location), DEFS);
      Schema full = Catalogue.own(REGISTRY, location);
      for (ObjectNode changed : changed(event)) {
        if (quick.holds(changed)) {
          assertThat(full.validate(changed)).as(changed.toString()).isEmpty();
          yes++;
        } else {
          no++;
        }
      }
    }
    assertThat(yes).as("changes that leave an event valid").isGreaterThan(1_000);
    assertThat(no).as("changes that do not").isGreaterThan(1_000);
  }

  @Test
  void everyEventOfTheVectorsGetsItsYesQuickly() throws IOException {
    for (ObjectNode event : events()) {
      String location = Catalogue.location(event.path("name").asText());
      assertThat(QuickYes.of(Catalogue.json(location), DEFS).holds(event))
          .as(event.toString())
          .isTrue();
    }
  }

  @Test
  void aKeywordNobodyTaughtItGetsNoYes() {
    JsonNode schema = Events.json("{'type':'object','minProperties':1}");
    assertThat(QuickYes.of(schema, DEFS).holds(Events.json("{'a':1}"))).isFalse();
  }

  private static List<ObjectNode> events() throws IOException {
    List<ObjectNode> events = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/vectors/destinations"))) {
      for (Path file : files.sorted().toList()) {
        for (JsonNode vector : Json.read(Files.readAllBytes(file))) {
          if (vector.path("input").has("name")) {
            events.add(vector.path("input").deepCopy());
          }
        }
      }
    }
    for (String name : Taxonomy.NAMES) {
      events.add(
          Events.json(
              ("{'name':'%s','time':'2026-11-20T10:00:00Z','order':{'id':'O','value':1,"
                      + "'currency':'EUR'},'properties':{'event':'x','deep':[{'a':[1]}]}}")
                  .formatted(name)));
    }
    return events;
  }

  /** The event with each of its values, in turn, replaced by something strange, or gone. */
  private static List<ObjectNode> changed(ObjectNode event) {
    List<ObjectNode> all = new ArrayList<>();
    int places = places(event).size();
    for (int place = 0; place < places; place++) {
      for (String strange : STRANGE) {
        ObjectNode copy = event.deepCopy();
        places(copy).get(place).accept(value(strange));
        all.add(copy);
      }
      ObjectNode without = event.deepCopy();
      places(without).get(place).accept(null);
      all.add(without);
    }
    return all;
  }

  private static JsonNode value(String text) {
    return Events.json("{'v':" + text + "}").get("v");
  }

  private static List<Consumer<JsonNode>> places(JsonNode node) {
    List<Consumer<JsonNode>> places = new ArrayList<>();
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyStream().map(each -> each.getKey()).toList())) {
        places.add(value -> {
          if (value == null) {
            object.remove(name);
          } else {
            object.set(name, value);
          }
        });
        places.addAll(places(object.get(name)));
      }
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        int at = i;
        places.add(value -> {
          if (value == null) {
            list.remove(at);
          } else {
            list.set(at, value);
          }
        });
        places.addAll(places(list.get(i)));
      }
    }
    return places;
  }
}
