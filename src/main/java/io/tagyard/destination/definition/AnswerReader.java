package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.PatternSyntaxException;
import io.tagyard.destination.definition.AnswerRule.PerEvent;
import io.tagyard.destination.expression.Expression;
import io.tagyard.destination.expression.Grammar;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Template;
import io.tagyard.destination.expression.Vocabulary;
import io.tagyard.diagnostic.Field;
import io.tagyard.diagnostic.FieldType;
import io.tagyard.diagnostic.Form;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code answers} and demands that every status and silence ends somewhere. */
final class AnswerReader {
  static final String[] OUTCOMES = {
    "accepted", "duplicate", "throttled", "unavailable", "refused", "misconfigured"
  };
  private static final Field<YamlNode> STATUS =
      Field.optional("status", FieldType.ANY, "A code, a class such as 2xx, silence, or a list.");
  private static final Field<YamlNode> BODY =
      Field.optional("body", FieldType.ANY, "Paths in the JSON answer to a value or a list.");
  private static final Field<String> TEXT =
      Field.optional("text", FieldType.TEXT, "RE2 to be found in the text, or settings.<name>.");
  private static final Field<YamlNode> HEADERS =
      Field.optional("headers", FieldType.ANY, "Headers to a value or a list.");
  private static final Field<List<Placed<YamlNode>>> WITHOUT =
      Field.optional("without", FieldType.ANY.oneOrMany(), "Paths that must be absent.");
  private static final Form WHEN_FORM =
      Form.of("a condition", STATUS, BODY, TEXT, HEADERS, WITHOUT);

  private static final Field<Reading> WHEN =
      Field.optional("when", WHEN_FORM, "All of it must hold.");
  private static final Field<String> THEN =
      Field.optional("then", FieldType.choice(OUTCOMES), "What the answer means.");
  private static final Field<String> OTHERWISE =
      Field.optional("otherwise", FieldType.choice(OUTCOMES), "What every other answer means.");
  private static final Field<YamlNode> BECAUSE =
      Field.optional("because", FieldType.ANY, "Why, in the platform's words.");
  private static final Field<YamlNode> WAIT =
      Field.optional("wait", FieldType.ANY, "How long a pause is asked for.");
  private static final Field<Boolean> SPLIT =
      Field.optional("split", FieldType.FLAG, "Halve a refused batch until the culprit is alone.");
  private static final Field<YamlNode> PER_EVENT =
      Field.optional("per_event", FieldType.ANY, "Verdicts inside the answer.");
  static final Form RULE =
      Form.of("an answer", WHEN, THEN, OTHERWISE, BECAUSE, WAIT, SPLIT, PER_EVENT);

  private static final Field<YamlNode> LIST =
      Field.required("list", FieldType.ANY, "Where the verdicts stand.");
  private static final Field<YamlNode> INDEX =
      Field.optional("index", FieldType.ANY, "In a verdict, the number of its event from 0.");
  private static final Field<List<Placed<YamlNode>>> RULES =
      Field.optional("answers", FieldType.ANY.list(), "What a verdict means.");
  private static final Field<String> OTHERS =
      Field.optional("others", FieldType.choice(OUTCOMES), "What events without a verdict are.");
  static final Form PER_EVENT_FORM = Form.of("a per_event", LIST, INDEX, RULES, OTHERS);

  private static final Pattern CLASS = Pattern.compile("([1-5])xx");

  private final Grammar grammar;
  private final Problems problems;

  AnswerReader(Vocabulary vocabulary, Problems problems) {
    this.grammar = new Grammar(vocabulary.of(Root.OF_AN_ANSWER), problems);
    this.problems = problems;
  }

  Answers read(List<Placed<Reading>> entries, @Nullable YamlNode perEvent, Place place) {
    List<AnswerRule> rules = entries.stream().map(entry -> rule(entry.value())).toList();
    Totality.reachable(rules, entries.stream().map(Placed::place).toList(), problems);
    Totality.check(rules, place, problems);
    return new Answers(rules, perEvent == null ? null : perEvent(perEvent));
  }

  private List<AnswerRule> rules(List<Placed<YamlNode>> entries) {
    List<AnswerRule> rules = new ArrayList<>();
    List<Place> places = new ArrayList<>();
    for (Placed<YamlNode> entry : entries) {
      RULE.read(entry.value(), problems)
          .map(this::rule)
          .ifPresent(rule -> {
            rules.add(rule);
            places.add(entry.place());
          });
    }
    Totality.reachable(rules, places, problems);
    return rules;
  }

  private AnswerRule rule(Reading reading) {
    PerEvent inside = reading.get(PER_EVENT).map(this::perEvent).orElse(null);
    if (reading.has(WHEN) == reading.has(OTHERWISE)) {
      problems.error(
          "missing-key", reading.mapping().place(), "an answer has either when or otherwise");
    }
    if (!reading.has(THEN) && !reading.has(OTHERWISE) && inside == null) {
      problems.error("missing-key", reading.mapping().place(), "an answer needs then");
    }
    return new AnswerRule(
        reading.get(WHEN).map(this::conditions).orElse(null),
        reading.get(THEN).or(() -> reading.get(OTHERWISE)).orElse(null),
        reading.get(BECAUSE).map(this::text).orElse(null),
        reading.get(WAIT).flatMap(grammar::expression).orElse(null),
        reading.get(SPLIT, false),
        inside);
  }

  private @Nullable Template text(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return grammar.template(scalar).orElse(null);
    }
    problems.error("wrong-type", node.place(), "found " + node.kind() + " (expected: a text)");
    return null;
  }

  private @Nullable PerEvent perEvent(YamlNode node) {
    Reading reading = PER_EVENT_FORM.read(node, problems).orElse(null);
    Expression list =
        reading == null ? null : reading.get(LIST).flatMap(grammar::expression).orElse(null);
    if (reading == null || list == null) {
      return null;
    }
    Expression index = reading.get(INDEX).flatMap(this::inEntry).orElse(null);
    return new PerEvent(
        list, index, rules(reading.get(RULES, List.of())), reading.get(OTHERS, "accepted"));
  }

  /** A path in an entry may leave out {@code body}, which stands for the entry. */
  private java.util.Optional<Expression> inEntry(YamlNode node) {
    if (node instanceof Scalar(var text, var type, var place)
        && !text.contains("${")
        && !text.startsWith("body.")) {
      return grammar.expression(new Scalar("body." + text, type, place));
    }
    return grammar.expression(node);
  }

  private Conditions conditions(Reading reading) {
    List<int[]> statuses = new ArrayList<>();
    boolean silence = reading.get(STATUS).map(node -> statuses(node, statuses)).orElse(false);
    Map<List<String>, List<JsonNode>> body = new LinkedHashMap<>();
    reading
        .get(BODY)
        .ifPresent(node ->
            values(node)
                .forEach((path, values) ->
                    body.put(
                        List.of(path.replace("[", ".").replace("]", "").split("\\.")), values)));
    String text = reading.get(TEXT, "");
    boolean setting = text.startsWith("settings.");
    List<Expression> without = new ArrayList<>();
    for (Placed<YamlNode> each : reading.get(WITHOUT, List.of())) {
      grammar.expression(each.value()).ifPresent(without::add);
    }
    return new Conditions(
        reading.has(STATUS) ? List.copyOf(statuses) : null,
        silence,
        body,
        text.isEmpty() || setting ? null : pattern(text, reading.place(TEXT)),
        setting ? reading.mapping().get("text").flatMap(grammar::expression).orElse(null) : null,
        reading.get(HEADERS).map(this::values).orElse(Map.of()),
        List.copyOf(without));
  }

  private com.google.re2j.@Nullable Pattern pattern(String text, Place place) {
    try {
      return com.google.re2j.Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      problems.error("wrong-value", place, "no RE2 pattern: " + e.getDescription());
      return null;
    }
  }

  /** Adds the ranges; whether silence is among them. */
  private boolean statuses(YamlNode node, List<int[]> ranges) {
    boolean silence = false;
    List<YamlNode> items =
        node instanceof Listing listing ? listing.items() : List.<YamlNode>of(node);
    for (YamlNode item : items) {
      String text = item instanceof Scalar scalar ? scalar.text() : "";
      Matcher matcher = CLASS.matcher(text);
      if (text.equals("silence")) {
        silence = true;
      } else if (matcher.matches()) {
        int first = Integer.parseInt(matcher.group(1)) * 100;
        ranges.add(new int[] {first, first + 99});
      } else if (text.matches("[1-5]\\d\\d")) {
        ranges.add(new int[] {Integer.parseInt(text), Integer.parseInt(text)});
      } else {
        problems.error(
            "wrong-value",
            item.place(),
            "\"" + text + "\" (expected: a code from 100 to 599, a class such as 2xx, or silence)");
      }
    }
    return silence;
  }

  private Map<String, List<JsonNode>> values(YamlNode node) {
    Map<String, List<JsonNode>> values = new LinkedHashMap<>();
    if (!(node instanceof Mapping mapping)) {
      problems.error("wrong-type", node.place(), "found " + node.kind() + " (expected: a mapping)");
      return values;
    }
    for (Member member : mapping.members().values()) {
      List<YamlNode> items =
          member.value() instanceof Listing listing
              ? listing.items()
              : List.<YamlNode>of(member.value());
      List<JsonNode> constants = new ArrayList<>();
      for (YamlNode item : items) {
        if (grammar.shape(item).orElse(null) instanceof Shape.Constant(var constant)) {
          constants.add(constant);
        } else {
          problems.error("wrong-type", item.place(), "a value that is written out is expected");
        }
      }
      values.put(member.key(), constants);
    }
    return values;
  }
}
