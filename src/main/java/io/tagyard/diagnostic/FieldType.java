package io.tagyard.diagnostic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.diagnostic.YamlNode.ScalarType;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand under a key: reads it, or says what is wrong with it; describes itself to people
 * and to editors.
 *
 * @param <T> what it is read into
 */
public interface FieldType<T> {
  /** The value; empty after a problem was added. */
  Optional<T> read(YamlNode node, Problems problems);

  /** The JSON Schema of what may stand here. */
  ObjectNode schema();

  /** A text, numbers and flags taken by their text. */
  FieldType<String> TEXT = new Scalars<>("a text", null, scalar -> Optional.of(scalar.text()));

  /** {@code true} or {@code false}. */
  FieldType<Boolean> FLAG =
      new Scalars<>(
          "true or false",
          "boolean",
          scalar ->
              scalar.type() == ScalarType.FLAG
                  ? Optional.of(scalar.text().equalsIgnoreCase("true"))
                  : Optional.empty());

  /** A decimal number. */
  FieldType<BigDecimal> NUMBER =
      new Scalars<>(
          "a number",
          "number",
          scalar ->
              scalar.type() == ScalarType.NUMBER
                  ? Scalars.decimal(scalar.text())
                  : Optional.empty());

  /** {@code 100ms}, {@code 30s}, {@code 15m}, {@code 24h}, {@code 7d}. */
  FieldType<Duration> DURATION =
      new Scalars<>(
          "a duration such as 100ms, 30s, 15m, 24h or 7d",
          null,
          scalar -> Units.duration(scalar.text()));

  /** Bytes: {@code 64KiB}, {@code 1MiB}. */
  FieldType<Long> SIZE =
      new Scalars<>("a size such as 64KiB or 1MiB", null, scalar -> Units.size(scalar.text()));

  /** {@code 500/s}, {@code 1000/h}. */
  FieldType<Rate> RATE =
      new Scalars<>("a rate such as 500/s or 1000/h", null, scalar -> Units.rate(scalar.text()));

  /** A share from 0 to 1, written {@code 12.5%}. */
  FieldType<BigDecimal> PERCENT =
      new Scalars<>("more than 0% and at most 100%", null, scalar -> Units.percent(scalar.text()));

  /** Anything; the reader of the form looks into it itself. */
  FieldType<YamlNode> ANY =
      new FieldType<>() {
        @Override
        public Optional<YamlNode> read(YamlNode node, Problems problems) {
          return Optional.of(node);
        }

        @Override
        public ObjectNode schema() {
          return JsonNodeFactory.instance.objectNode();
        }
      };

  /** Anything, read by the form's reader itself; editors are told that it is like one of these. */
  static FieldType<YamlNode> like(FieldType<?>... examples) {
    return new Like(List.of(examples));
  }

  /** One of these words. */
  static FieldType<String> choice(String... words) {
    return new Choice(List.of(words));
  }

  /** A text that fits this pattern. */
  static FieldType<String> text(String pattern, String description) {
    Pattern compiled = Pattern.compile(pattern);
    return new Scalars<>(
        description,
        null,
        scalar -> {
          Matcher matcher = compiled.matcher(scalar.text());
          return matcher.matches() ? Optional.of(scalar.text()) : Optional.empty();
        });
  }

  /** A whole number in these bounds. */
  static FieldType<Integer> integer(int least, int most) {
    return new Scalars<>(
        "a whole number from " + least + " to " + most,
        "integer",
        scalar ->
            Scalars.decimal(scalar.text())
                .filter(number -> number.stripTrailingZeros().scale() <= 0)
                .filter(number -> number.compareTo(BigDecimal.valueOf(least)) >= 0)
                .filter(number -> number.compareTo(BigDecimal.valueOf(most)) <= 0)
                .map(BigDecimal::intValueExact));
  }

  /** A list of these. */
  default FieldType<List<Placed<T>>> list() {
    return new Lists<>(this, false);
  }

  /** One of these, or a list of them. */
  default FieldType<List<Placed<T>>> oneOrMany() {
    return new Lists<>(this, true);
  }

  /** A mapping from names to these. */
  default FieldType<Map<String, Placed<T>>> map() {
    return new Maps<>(this);
  }

  /** See {@link #list} and {@link #oneOrMany}. */
  record Lists<T>(FieldType<T> of, boolean oneAllowed) implements FieldType<List<Placed<T>>> {
    @Override
    public Optional<List<Placed<T>>> read(YamlNode node, Problems problems) {
      if (node instanceof Listing listing) {
        List<Placed<T>> values = new ArrayList<>();
        for (YamlNode item : listing.items()) {
          of.read(item, problems).ifPresent(value -> values.add(new Placed<>(value, item.place())));
        }
        return Optional.of(List.copyOf(values));
      }
      if (oneAllowed) {
        return of.read(node, problems).map(value -> List.of(new Placed<>(value, node.place())));
      }
      problems.error("wrong-type", node.place(), "found " + node.kind() + " (expected: a list)");
      return Optional.empty();
    }

    @Override
    public ObjectNode schema() {
      ObjectNode list = JsonNodeFactory.instance.objectNode().put("type", "array");
      list.set("items", of.schema());
      if (!oneAllowed) {
        return list;
      }
      ObjectNode either = JsonNodeFactory.instance.objectNode();
      either.putArray("anyOf").add(of.schema()).add(list);
      return either;
    }
  }

  /** See {@link #map}. */
  record Maps<T>(FieldType<T> of) implements FieldType<Map<String, Placed<T>>> {
    @Override
    public Optional<Map<String, Placed<T>>> read(YamlNode node, Problems problems) {
      if (!(node instanceof Mapping mapping)) {
        problems.error(
            "wrong-type", node.place(), "found " + node.kind() + " (expected: a mapping)");
        return Optional.empty();
      }
      Map<String, Placed<T>> values = new LinkedHashMap<>();
      mapping
          .members()
          .forEach((key, member) ->
              of.read(member.value(), problems)
                  .ifPresent(value -> values.put(key, new Placed<>(value, member.keyPlace()))));
      return Optional.of(values);
    }

    @Override
    public ObjectNode schema() {
      ObjectNode map = JsonNodeFactory.instance.objectNode().put("type", "object");
      map.set("additionalProperties", of.schema());
      return map;
    }
  }

  /** See {@link #like}. */
  record Like(List<FieldType<?>> examples) implements FieldType<YamlNode> {
    @Override
    public Optional<YamlNode> read(YamlNode node, Problems problems) {
      return Optional.of(node);
    }

    @Override
    public ObjectNode schema() {
      if (examples.size() == 1) {
        return examples.getFirst().schema();
      }
      ObjectNode either = JsonNodeFactory.instance.objectNode();
      examples.forEach(example -> either.withArray("anyOf").add(example.schema()));
      return either;
    }
  }

  /** A word from a closed list, with a guess when it is none. */
  record Choice(List<String> words) implements FieldType<String> {
    @Override
    public Optional<String> read(YamlNode node, Problems problems) {
      if (node instanceof Scalar scalar && words.contains(scalar.text())) {
        return Optional.of(scalar.text());
      }
      String found = node instanceof Scalar scalar ? scalar.text() : "";
      String message =
          node instanceof Scalar
              ? "\"" + found + "\" is none of the allowed words"
              : "found " + node.kind();
      problems.error("wrong-choice", node.place(), message, found, words);
      return Optional.empty();
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      words.forEach(schema.putArray("enum")::add);
      return schema;
    }
  }
}
