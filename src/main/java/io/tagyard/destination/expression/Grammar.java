package io.tagyard.destination.expression;

import io.tagyard.destination.expression.Template.Hole;
import io.tagyard.destination.expression.Template.Literal;
import io.tagyard.destination.expression.Template.Part;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.diagnostic.YamlNode.ScalarType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Reads the language of docs/expressions.md with one vocabulary: every fault is a problem with its
 * column. Remembers which paths it met and which secrets were put in. Not thread-safe.
 */
public final class Grammar {
  private final Vocabulary vocabulary;
  private final Problems problems;
  private final Set<Path> seen = new LinkedHashSet<>();
  private final Set<String> secrets = new LinkedHashSet<>();
  private final boolean batches;
  private Set<Root> inEach = EnumSet.noneOf(Root.class);

  /** A reader of this vocabulary. */
  public Grammar(Vocabulary vocabulary, Problems problems) {
    this(vocabulary, problems, false);
  }

  private Grammar(Vocabulary vocabulary, Problems problems, boolean batches) {
    this.vocabulary = vocabulary;
    this.problems = problems;
    this.batches = batches;
  }

  /** A reader of what a definition's request carries, where {@code each: batch} may stand. */
  public static Grammar ofPayload(Vocabulary vocabulary, Problems problems) {
    return new Grammar(vocabulary, problems, true);
  }

  /** Whether {@code each: batch} may stand here. */
  boolean batches() {
    return batches;
  }

  /** Where it says what it found. */
  public Problems problems() {
    return problems;
  }

  /** What may be spoken about. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Reads what stands for one element, where the names of elements have a value. */
  <T> T ofEach(Elements.Over over, Supplier<T> reading) {
    Set<Root> outer = inEach;
    inEach = EnumSet.copyOf(over.roots());
    inEach.addAll(outer);
    try {
      return reading.get();
    } finally {
      inEach = outer;
    }
  }

  private Checks checks(boolean kindsAllowed) {
    return new Checks(vocabulary, kindsAllowed, inEach, seen::add);
  }

  /** All paths met so far. */
  public Set<Path> seen() {
    return Set.copyOf(seen);
  }

  /** All secrets put in so far. */
  public Set<String> secrets() {
    return Set.copyOf(secrets);
  }

  /** A text with expressions; empty after a problem was added. */
  public Optional<Template> template(Scalar scalar) {
    return template(scalar, false);
  }

  private Optional<Template> template(Scalar scalar, boolean kindsAllowed) {
    String text = scalar.text();
    List<Part> parts = new ArrayList<>();
    int before = problems.count();
    int from = 0;
    for (int hole = text.indexOf("${"); hole >= 0; hole = text.indexOf("${", from)) {
      literal(parts, text.substring(from, hole));
      int end = closing(text, hole + 2);
      if (end < 0) {
        problems.error(
            "expression-syntax",
            Checks.within(scalar, hole, text.length()),
            "the } of this ${ is missing");
        return Optional.empty();
      }
      hole(parts, scalar, hole, end, kindsAllowed);
      from = end + 1;
    }
    literal(parts, text.substring(from));
    return problems.count() > before ? Optional.empty() : Optional.of(new Template(parts));
  }

  private void hole(List<Part> parts, Scalar scalar, int hole, int end, boolean kindsAllowed) {
    Secrets source = vocabulary.secrets();
    String whole = scalar.text().substring(hole, end + 1);
    Matcher reference = Secrets.REFERENCE.matcher(whole);
    if (source != null && reference.matches()) {
      Scalar alone = new Scalar(whole, ScalarType.TEXT, Checks.within(scalar, hole, end + 1));
      source
          .resolve(alone, problems)
          .ifPresent(resolved -> {
            secrets.add(resolved.text());
            literal(parts, resolved.text());
          });
      return;
    }
    Checks checks = checks(kindsAllowed);
    Parser.expression(scalar, hole + 2, end, checks, problems)
        .ifPresent(expression -> {
          if (checks.isTemplate(expression.path()) && !whole.equals(scalar.text().strip())) {
            problems.error(
                "template-not-whole",
                Checks.within(scalar, hole, end + 1),
                "a template setting stands alone: nothing before or after it");
          }
          if (expression.bare()
              && !whole.equals(scalar.text())
              && Members.container(expression.path(), vocabulary.settings())) {
            problems.error(
                "object-in-text",
                Checks.within(scalar, hole, end + 1),
                "\"" + expression.path() + "\" is an object or a list, which no text can hold");
          }
          parts.add(new Hole(expression));
        });
  }

  private static void literal(List<Part> parts, String text) {
    if (text.isEmpty()) {
      return;
    }
    if (!parts.isEmpty() && parts.getLast() instanceof Literal(var before)) {
      parts.set(parts.size() - 1, new Literal(before + text));
    } else {
      parts.add(new Literal(text));
    }
  }

  /** The bracket that closes an expression; one in a quoted text does not. */
  private static int closing(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\'') {
        quoted = !quoted;
      } else if (c == '}' && !quoted) {
        return i;
      }
    }
    return -1;
  }

  /** One expression, written with <code>${}</code> or as a bare path. */
  public Optional<Expression> expression(YamlNode node) {
    return expression(node, false);
  }

  private Optional<Expression> expression(YamlNode node, boolean kindsAllowed) {
    if (!(node instanceof Scalar scalar)) {
      problems.error(
          "wrong-type", node.place(), "found " + node.kind() + " (expected: an expression)");
      return Optional.empty();
    }
    if (!scalar.text().contains("${")) {
      Checks checks = checks(kindsAllowed);
      return Parser.expression(scalar, 0, scalar.text().length(), checks, problems);
    }
    Optional<Template> template = template(scalar, kindsAllowed);
    Expression single = template.map(Template::single).orElse(null);
    if (template.isPresent() && single == null) {
      problems.error(
          "expression-expected", scalar.place(), "one ${...} and nothing else is expected here");
    }
    return Optional.ofNullable(single);
  }

  /** An expression or a list of them, asked for their presence; identity kinds may stand alone. */
  public Optional<Presence> presence(YamlNode node) {
    List<Expression> expressions = new ArrayList<>();
    List<YamlNode> items =
        node instanceof Listing listing ? listing.items() : List.<YamlNode>of(node);
    for (YamlNode item : items) {
      expression(item, true).ifPresent(expressions::add);
    }
    return expressions.size() == items.size() && !items.isEmpty()
        ? Optional.of(new Presence(List.copyOf(expressions)))
        : Optional.empty();
  }

  /** Anything at a value's place; empty after a problem was added. */
  public Optional<Shape> shape(YamlNode node) {
    return Optional.ofNullable(new ShapeReader(this).read(node));
  }

  /** A mapping of values: query, headers, form; empty after a problem was added. */
  public Optional<Shape> fields(YamlNode node) {
    return Optional.ofNullable(new ShapeReader(this).fields(node));
  }

  /** A text that is a JSON document; empty after a problem was added. */
  public Optional<Shape> jsonText(Scalar scalar) {
    return template(scalar).map(read -> JsonTexts.read(read, scalar.place(), problems));
  }

  /** The name of the setting, when this is a whole {@code template} setting; else null. */
  public @Nullable String templateSetting(@Nullable Expression single) {
    boolean whole =
        single != null
            && single.bare()
            && new Checks(vocabulary, false, Root.OF_AN_ITEM, path -> {}).isTemplate(single.path());
    return whole && single != null ? single.path().steps().getFirst() : null;
  }
}
