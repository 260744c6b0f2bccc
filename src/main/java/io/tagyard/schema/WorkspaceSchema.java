package io.tagyard.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.tagyard.diagnostic.Nearest;
import io.tagyard.event.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Schemas that people write for their workspace: what they may contain. */
final class WorkspaceSchema {
  private static final String DIALECT = SpecificationVersion.DRAFT_2020_12.getDialectId();
  private static final int BYTES_MAX = 256 * 1024;
  private static final int SAID_MAX = 20;

  private WorkspaceSchema() {}

  static Schema compile(SchemaRegistry registry, JsonNode document) {
    Schema schema = registry.getSchema(SchemaLocation.of(document.path("$id").asText()), document);
    schema.initializeValidators();
    return schema;
  }

  static List<String> problems(String eventName, byte[] text) {
    List<String> said = new ArrayList<>();
    if (!Taxonomy.NAMES.contains(eventName)) {
      said.add(
          "no event is called "
              + eventName
              + Nearest.of(eventName, Taxonomy.NAMES)
                  .map(near -> "; did you mean " + near + "?")
                  .orElse(""));
    }
    if (text.length > BYTES_MAX) {
      said.add("larger than " + BYTES_MAX / 1024 + " KiB");
      return said;
    }
    try {
      JsonNode document = Json.read(text);
      if (document.isObject()) {
        inspect(document, said);
      } else {
        said.add("a schema is a JSON object");
      }
    } catch (JsonProcessingException e) {
      said.add(Json.reason(e));
    }
    return List.copyOf(said.subList(0, Math.min(said.size(), SAID_MAX)));
  }

  private static void inspect(JsonNode document, List<String> said) {
    String id = document.path("$id").asText("");
    if (id.isEmpty()) {
      said.add("$id is missing: it versions the schema");
    } else if (Catalogue.has(id)) {
      said.add("$id is the one of a built-in schema");
    }
    if (!document.path("$schema").asText(DIALECT).equals(DIALECT)) {
      said.add("$schema is not " + DIALECT);
    }
    List<Error> wrong =
        Catalogue.workspaceRegistry().getSchema(SchemaLocation.of(DIALECT)).validate(document);
    wrong.forEach(error ->
        said.add(
            error.getInstanceLocation()
                + ": "
                + ("format".equals(error.getKeyword())
                    ? "no RE2 expression, or another text of a wrong form"
                    : error.getMessage())));
    if (wrong.isEmpty()) {
      references(document, "", said);
    }
    if (said.isEmpty()) {
      Expansion.problem(document).ifPresent(said::add);
    }
    if (said.isEmpty()) {
      compiles(document, said);
    }
  }

  private static void references(JsonNode node, String path, List<String> said) {
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      String at = path + "/" + member.getKey();
      JsonNode value = member.getValue();
      if (member.getKey().endsWith("Ref") || member.getKey().equals("$ref")) {
        String target = value.asText("");
        int hash = target.indexOf('#');
        if (value.isTextual()
            && hash != 0
            && !Catalogue.has(hash < 0 ? target : target.substring(0, hash))) {
          said.add(at + ": refers to another document; only #... and built-in schemas are read");
        }
      }
      if (!member.getKey().equals("enum") && !member.getKey().equals("const")) {
        references(value, at, said);
      }
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      references(node.get(i), path + "/" + i, said);
    }
  }

  private static void compiles(JsonNode document, List<String> said) {
    try {
      compile(Catalogue.workspaceRegistry(), document).validate(Json.mapper().createObjectNode());
    } catch (PatternSyntaxException e) {
      said.add("a pattern is no RE2 expression: " + e.getDescription());
    } catch (SchemaException | IllegalArgumentException e) {
      said.add("does not compile: " + e.getMessage());
    }
  }
}
