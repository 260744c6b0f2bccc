package io.tagyard.cli;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.definition.DefinitionForm;
import io.tagyard.event.Json;
import io.tagyard.route.RouteForm;
import io.tagyard.route.WorkspaceForm;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/**
 * {@code tagyard schema KIND}: the JSON Schema of a kind of file, for editors; made from what the
 * reader itself uses.
 */
@CommandLine.Command(
    name = "schema",
    description = "print the JSON Schema of a kind of file, for editors")
final class SchemaCommand extends Command {
  private static final Map<String, Supplier<ObjectNode>> KINDS =
      new TreeMap<>(
          Map.of(
              "workspace", () -> WorkspaceForm.FILE.schema(),
              "route", () -> RouteForm.FILE.schema(),
              "destination", () -> DefinitionForm.FORM.schema()));

  @Parameters(arity = "0..1", paramLabel = "KIND", description = "workspace, route or destination")
  private String kind = "";

  @Override
  int run(Settings settings) throws Exception {
    Supplier<ObjectNode> schema = KINDS.get(kind);
    if (schema == null) {
      err.println(
          "no kind of file \"" + kind + "\"; there is: " + String.join(", ", KINDS.keySet()));
      return WRONG_USAGE;
    }
    ObjectNode document =
        Json.mapper()
            .createObjectNode()
            .put("$schema", "https://json-schema.org/draft/2020-12/schema");
    document.setAll(schema.get());
    out.println(
        Json.mapper()
            .writer()
            .with(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(document));
    return FINE;
  }
}
