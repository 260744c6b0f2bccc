package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.diagnostic.YamlFile;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.event.Events;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads and evaluates the language against facts that are plain JSON. */
final class Words {
  static final Vocabulary VOCABULARY =
      new Vocabulary(
          Root.OF_A_REQUEST,
          Map.of("colours", new Table.Fixed(Map.of("red", Events.json("{'v':1}").get("v")))),
          Map.of(
              "shops",
              "map",
              "note",
              "template",
              "token",
              "secret",
              "label",
              "text",
              "nothing_said",
              "text"),
          Set.of("client_id"),
          null);

  private Words() {}

  /** Facts from JSON with the roots as members. */
  static Facts facts(String json) {
    ObjectNode all = Events.json(json);
    return new Facts() {
      @Override
      public @Nullable JsonNode find(Path path) {
        JsonNode value = Evaluation.walk(all.get(path.root().word()), path.steps());
        return path.root() == Root.TIME && value != null
            ? new TimeNode(value.asText(), OffsetDateTime.parse(value.asText()).toInstant())
            : value;
      }

      @Override
      public @Nullable JsonNode net(JsonNode item, int index) {
        Lines lines = lines();
        return lines == null ? null : lines.net(item, index);
      }

      private @Nullable Lines lines() {
        JsonNode order = all.path("order");
        return Lines.of(order.get("items"), order.get("subtotal"), currency(Root.ORDER));
      }

      @Override
      public @Nullable String currency(Root root) {
        return all.path("order").path("currency").asText(null);
      }

      @Override
      public @Nullable Shape template(String setting) {
        return null;
      }
    };
  }

  static YamlNode yaml(String text) {
    Problems problems = new Problems();
    return YamlFile.read(SourceText.of("test.yaml", text), text, problems)
        .orElseThrow(() -> new AssertionError(problems.sorted().toString()));
  }

  /** The JSON text of a shape; null when it is absent. */
  static @Nullable String evaluate(String yaml, String facts) {
    Problems problems = new Problems();
    Shape shape = new Grammar(VOCABULARY, problems).shape(yaml(yaml)).orElse(null);
    if (shape == null) {
      throw new AssertionError(headlines(problems).toString());
    }
    JsonNode value = shape.evaluate(new Evaluation(facts(facts)));
    return value == null
        ? null
        : new String(Json.write(value), StandardCharsets.UTF_8).replace('"', '\'');
  }

  /** The problems of a shape, as places and messages. */
  static List<String> faults(String yaml) {
    Problems problems = new Problems();
    new Grammar(VOCABULARY, problems).shape(yaml(yaml));
    return headlines(problems);
  }

  static List<String> headlines(Problems problems) {
    List<String> lines = new ArrayList<>();
    for (Problem problem : problems.sorted()) {
      String guess = problem.guess().map(word -> " (did you mean " + word + "?)").orElse("");
      lines.add(problem.headline().replace("test.yaml:", "") + guess);
    }
    return lines;
  }
}
