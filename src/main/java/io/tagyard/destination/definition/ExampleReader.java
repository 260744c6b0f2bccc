package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.destination.Example;
import io.tagyard.destination.Example.Given;
import io.tagyard.destination.Example.Reply;
import io.tagyard.diagnostic.Field;
import io.tagyard.diagnostic.FieldType;
import io.tagyard.diagnostic.Form;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads a file of {@code examples/}. */
public final class ExampleReader {
  private static final Field<String> TITLE =
      Field.required("title", FieldType.TEXT, "What it shows.");
  private static final Field<YamlNode> SETTINGS =
      Field.optional("settings", FieldType.ANY, "Settings of the connection.");
  private static final Field<YamlNode> EVENT =
      Field.required("event", FieldType.ANY, "The event as a source sends it.");
  private static final Field<YamlNode> STATE =
      Field.optional("state", FieldType.ANY, "What was accepted for the order before.");
  private static final Field<List<Placed<String>>> RETAINED =
      Field.optional("retain_raw", FieldType.TEXT.list(), "Contact data the route keeps raw.");
  private static final Field<String> REGION =
      Field.optional(
          "region", FieldType.choice("eea", "uk", "ch", "us", "other"), "The workspace's region.");
  private static final Field<String> ATTEMPT_AT =
      Field.optional("attempt_at", FieldType.TEXT, "When the try is made.");
  private static final Field<Reading> GIVEN =
      Field.required(
          "given", Form.of("a given", EVENT, STATE, RETAINED, REGION, ATTEMPT_AT), "What happens.");
  private static final Field<YamlNode> SENDS =
      Field.optional("sends", FieldType.ANY, "The request.");
  private static final Field<String> WITHHELD =
      Field.optional("withheld", FieldType.TEXT, "Why nothing is sent.");
  private static final Field<List<Placed<String>>> WITHHELD_WITHOUT =
      Field.optional(
          "withheld_without", FieldType.TEXT.list(), "Purposes without which nothing is sent.");

  private static final Field<Integer> STATUS =
      Field.optional("status", FieldType.integer(100, 599), "The HTTP status.");
  private static final Field<Boolean> SILENCE =
      Field.optional("silence", FieldType.FLAG, "No answer at all.");
  private static final Field<YamlNode> HEADERS =
      Field.optional("headers", FieldType.ANY, "Headers of the answer.");
  private static final Field<YamlNode> BODY =
      Field.optional("body", FieldType.ANY, "JSON of the answer.");
  private static final Field<String> TEXT =
      Field.optional("text", FieldType.TEXT, "Text of the answer.");
  private static final Field<String> OUTCOME =
      Field.required("outcome", FieldType.choice(AnswerReader.OUTCOMES), "What it means.");
  private static final Form REPLY =
      Form.of("an answer", STATUS, SILENCE, HEADERS, BODY, TEXT, OUTCOME);
  private static final Field<List<Placed<Reading>>> ANSWERS =
      Field.optional("answers", REPLY.list(), "Answers and what they mean.");

  /** The whole file. */
  public static final Form FORM =
      Form.of("an example", TITLE, SETTINGS, GIVEN, SENDS, WITHHELD, ANSWERS, WITHHELD_WITHOUT);

  private ExampleReader() {}

  /** The example; empty when the file has errors. */
  public static Optional<Example> read(String file, YamlNode node, Problems problems) {
    Problems own = new Problems();
    Optional<Example> example = FORM.read(node, own).flatMap(read -> example(file, read, own));
    problems.addAll(own.sorted());
    return own.hasErrors() ? Optional.empty() : example;
  }

  private static Optional<Example> example(String file, Reading reading, Problems problems) {
    if (reading.has(SENDS) == reading.has(WITHHELD)) {
      problems.error(
          "missing-key", reading.mapping().place(), "an example has either sends or withheld");
    }
    return reading
        .get(GIVEN)
        .map(given ->
            new Example(
                file,
                reading.get(TITLE, file),
                reading
                    .get(SETTINGS)
                    .flatMap(node ->
                        node instanceof Mapping mapping ? Optional.of(mapping) : Optional.empty()),
                given(given, problems),
                reading.get(SENDS).map(ExampleReader::object),
                reading.get(WITHHELD, ""),
                reading.get(ANSWERS, List.of()).stream().map(each -> reply(each.value())).toList(),
                words(reading, WITHHELD_WITHOUT),
                reading.mapping().place()));
  }

  private static Given given(Reading given, Problems problems) {
    Optional<Instant> at = Optional.empty();
    try {
      at = given.get(ATTEMPT_AT).map(Instant::parse);
    } catch (DateTimeException e) {
      problems.error(
          "wrong-value", given.place(ATTEMPT_AT), "no time such as 2026-11-20T10:00:00Z");
    }
    return new Given(
        given.get(EVENT).map(ExampleReader::object).orElseGet(ExampleReader::empty),
        given.get(STATE).map(ExampleReader::object),
        words(given, RETAINED),
        given.get(REGION, "eea"),
        at);
  }

  private static List<String> words(Reading reading, Field<List<Placed<String>>> field) {
    return reading.get(field, List.of()).stream().map(Placed::value).toList();
  }

  private static Reply reply(Reading reply) {
    return new Reply(
        reply.get(SILENCE, false) ? 0 : reply.get(STATUS, 200),
        reply.get(HEADERS).map(ExampleReader::object).orElseGet(ExampleReader::empty),
        reply.get(BODY).map(ExampleReader::json).orElse(MissingNode.getInstance()),
        reply.get(TEXT, ""),
        reply.get(OUTCOME, ""));
  }

  private static ObjectNode empty() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static ObjectNode object(YamlNode node) {
    return json(node) instanceof ObjectNode object ? object : empty();
  }

  /** YAML as JSON, by the core schema. */
  static JsonNode json(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> json(scalar);
      case Listing listing -> {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        listing.items().forEach(item -> list.add(json(item)));
        yield list;
      }
      case Mapping mapping -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        mapping.members().forEach((key, member) -> object.set(key, json(member.value())));
        yield object;
      }
    };
  }

  private static JsonNode json(Scalar scalar) {
    return switch (scalar.type()) {
      case TEXT -> TextNode.valueOf(scalar.text());
      case NUMBER -> DecimalNode.valueOf(new BigDecimal(scalar.text()));
      case FLAG -> BooleanNode.valueOf(scalar.text().equalsIgnoreCase("true"));
      case NOTHING -> NullNode.getInstance();
    };
  }
}
