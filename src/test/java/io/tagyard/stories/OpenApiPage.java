package io.tagyard.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tagyard.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What {@code openapi.yaml} says. */
final class OpenApiPage {
  private final JsonNode page;

  OpenApiPage(String yaml) {
    page = Json.mapper().valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  /** The operations, by {@code GET /path}. */
  Map<String, JsonNode> operations() {
    Map<String, JsonNode> operations = new TreeMap<>();
    page.path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(method ->
                    operations.put(
                        method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(),
                        method.getValue())));
    return operations;
  }

  /** A node with its {@code $ref} followed. */
  JsonNode at(JsonNode node) {
    String target = node.path("$ref").asText("");
    return target.isEmpty() ? node : page.at(target.substring(1));
  }

  /** What keeps a value from fitting a schema of the page. */
  List<String> faults(JsonNode schema, JsonNode value) {
    ObjectNode document = schema.deepCopy();
    document.set("components", page.path("components"));
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
        .getSchema(document)
        .validate(value)
        .stream()
        .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
        .toList();
  }

  /** Every example with its schema: where it stands, what keeps it from fitting. */
  List<String> exampleFaults() {
    List<String> faults = new ArrayList<>();
    examples(page, "", faults);
    return faults;
  }

  int examples() {
    return page.findValues("example").size();
  }

  private void examples(JsonNode node, String where, List<String> faults) {
    if (node.has("example") && node.has("schema")) {
      faults(node.path("schema"), node.path("example"))
          .forEach(fault -> faults.add(where + ": " + fault));
    }
    node.properties()
        .forEach(member -> examples(member.getValue(), where + "/" + member.getKey(), faults));
  }
}
