package io.tagyard.destination.definition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tagyard.diagnostic.Field;
import io.tagyard.diagnostic.FieldType;
import io.tagyard.diagnostic.Form;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.YamlNode;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a definition says about one of its settings.
 *
 * @param type one of {@link #TYPES}
 * @param of what a list or map holds; empty = any scalars, also nested
 * @param options the words of a choice
 * @param pattern the whole text must fit it; null = any text
 * @param byDefault what it is when it is left out; null = absent
 * @param ofEvents whether the keys of the map are names of events
 * @param notWith settings that exclude it
 */
public record Setting(
    String name,
    String type,
    String of,
    boolean required,
    List<String> options,
    @Nullable Pattern pattern,
    @Nullable YamlNode byDefault,
    boolean ofEvents,
    List<String> notWith,
    String example,
    String doc) {
  /** All types, in the order people read them. */
  public static final List<String> TYPES =
      List.of("text", "secret", "number", "flag", "choice", "list", "map", "url", "template");

  private static final Field<String> TYPE =
      Field.required("type", FieldType.choice(TYPES.toArray(String[]::new)), "What it is.");
  private static final Field<String> OF =
      Field.optional(
          "of",
          FieldType.choice("text", "number", "secret", "template"),
          "What a list or map holds; left out = any scalars, also nested.");
  private static final Field<Boolean> REQUIRED =
      Field.optional("required", FieldType.FLAG, "Whether a connection must give it.");
  private static final Field<YamlNode> DEFAULT =
      Field.optional("default", FieldType.ANY, "What it is when it is left out.");
  private static final Field<String> PATTERN =
      Field.optional("pattern", FieldType.TEXT, "RE2 that the whole text fits.");
  private static final Field<List<Placed<String>>> OPTIONS =
      Field.optional("options", FieldType.TEXT.list(), "The words of a choice.");
  private static final Field<List<Placed<String>>> NOT_WITH =
      Field.optional("not_with", FieldType.TEXT.list(), "Settings that exclude it.");
  private static final Field<String> KEYS =
      Field.optional(
          "keys", FieldType.choice("events"), "That the keys of a map are names of events.");
  private static final Field<String> EXAMPLE =
      Field.optional("example", FieldType.TEXT, "A plausible value.");
  private static final Field<String> DOC =
      Field.optional("doc", FieldType.TEXT, "One sentence for people.");

  /** What stands under the name of a setting. */
  static final Form FORM =
      Form.of(
          "a setting", TYPE, OF, REQUIRED, DEFAULT, PATTERN, OPTIONS, KEYS, NOT_WITH, EXAMPLE, DOC);

  /** The declaration; empty after a problem was added. */
  static Optional<Setting> read(String name, Reading reading, Problems problems) {
    String type = reading.get(TYPE).orElse(null);
    if (type == null) {
      return Optional.empty();
    }
    List<String> options = reading.get(OPTIONS, List.of()).stream().map(Placed::value).toList();
    if (type.equals("choice") && options.isEmpty()) {
      problems.error("missing-key", reading.mapping().place(), "a choice needs its options");
    }
    if (reading.has(OF) && !type.equals("list") && !type.equals("map")) {
      problems.error("unknown-key", reading.keyPlace(OF), "only a list and a map have \"of\"");
    }
    if (reading.has(KEYS) && !type.equals("map")) {
      problems.error("unknown-key", reading.keyPlace(KEYS), "only a map has \"keys\"");
    }
    return Optional.of(
        new Setting(
            name,
            type,
            reading.get(OF, ""),
            reading.get(REQUIRED, false),
            options,
            pattern(reading, problems),
            reading.get(DEFAULT).orElse(null),
            reading.has(KEYS),
            reading.get(NOT_WITH, List.of()).stream().map(Placed::value).toList(),
            reading.get(EXAMPLE, ""),
            reading.get(DOC, "")));
  }

  private static @Nullable Pattern pattern(Reading reading, Problems problems) {
    String text = reading.get(PATTERN).orElse(null);
    try {
      return text == null ? null : Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      problems.error(
          "wrong-value", reading.place(PATTERN), "no RE2 pattern: " + e.getDescription());
      return null;
    }
  }

  /** The word that expressions know it by: what holds expressions stands alone. */
  String vocabularyType() {
    return of.equals("template") ? "template" : type;
  }
}
