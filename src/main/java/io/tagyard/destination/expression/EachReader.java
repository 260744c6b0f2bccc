package io.tagyard.destination.expression;

import io.tagyard.destination.expression.Shape.Keyed.Pair;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns {@code each} into a shape. */
final class EachReader {
  private static final String BATCH = "batch";

  private final Grammar grammar;
  private final ShapeReader shapes;
  private final Problems problems;

  EachReader(Grammar grammar, ShapeReader shapes) {
    this.grammar = grammar;
    this.shapes = shapes;
    this.problems = grammar.problems();
  }

  /** A mapping with the key {@code each}; null after a problem was added. */
  @Nullable Shape read(Mapping mapping) {
    boolean keyed = mapping.members().containsKey("keys");
    if (!shapes.onlyKeys(
        mapping, keyed ? Set.of("each", "keys") : Set.of("each", "as", "join", "last"))) {
      return null;
    }
    YamlNode list = ShapeReader.at(mapping, "each");
    YamlNode as = mapping.get(keyed ? "keys" : "as").orElse(null);
    if (as == null) {
      problems.error("missing-key", mapping.place(), "each needs the key \"as\" or \"keys\"");
      return null;
    }
    String separator =
        mapping.get("join").orElse(null) instanceof Scalar scalar ? scalar.text() : null;
    if (list instanceof Scalar scalar && scalar.text().equals(BATCH)) {
      return ofBatch(list, as, separator);
    }
    YamlNode end = mapping.get("last").orElse(null);
    if (end != null && separator == null) {
      problems.error("missing-key", mapping.place(), "last needs the key \"join\"");
      return null;
    }
    Shape last = end == null ? null : shapes.read(end);
    Expression of = grammar.expression(list).orElse(null);
    Elements.Over over = Elements.Over.of(of, grammar.vocabulary().settings());
    Elements elements = of == null ? null : new Elements(of, over);
    Shape shape = grammar.ofEach(over, () -> ofItems(elements, as, keyed, separator));
    if (end != null && last == null) {
      return null;
    }
    return shape instanceof Shape.Joined(var all, var each, var between, var none, var encoding)
        ? new Shape.Joined(all, each, between, last, encoding)
        : shape;
  }

  private @Nullable Shape ofBatch(YamlNode list, YamlNode as, @Nullable String separator) {
    if (!grammar.batches()) {
      problems.error(
          "batch-misplaced",
          list.place(),
          "each: batch belongs into the body, form or text of a definition's request");
      return null;
    }
    Shape shape = shapes.read(as);
    return shape == null ? null : new Shape.EachOfBatch(shape, separator);
  }

  private @Nullable Shape ofItems(
      @Nullable Elements elements, YamlNode as, boolean keyed, @Nullable String separator) {
    if (keyed) {
      return keyed(elements, as);
    }
    return separator == null ? plain(elements, as) : joined(elements, as, separator);
  }

  private @Nullable Shape plain(@Nullable Elements elements, YamlNode as) {
    Shape shape = shapes.read(as);
    return elements == null || shape == null ? null : new Shape.Each(elements, shape);
  }

  private @Nullable Shape joined(@Nullable Elements elements, YamlNode as, String separator) {
    Template template = text(as);
    return elements == null || template == null
        ? null
        : new Shape.Joined(elements, template, separator, null, Encoding.NONE);
  }

  private @Nullable Shape keyed(@Nullable Elements elements, YamlNode keys) {
    if (!(keys instanceof Mapping mapping)) {
      problems.error("wrong-type", keys.place(), "found " + keys.kind() + " (expected: a mapping)");
      return null;
    }
    List<Pair> pairs = new ArrayList<>();
    for (Member member : mapping.members().values()) {
      Template key = text(new Scalar(member.key(), YamlNode.ScalarType.TEXT, member.keyPlace()));
      Template value = text(member.value());
      if (key != null && value != null) {
        Expression single = value.single();
        Shape shape =
            single == null ? new Shape.Filled(value, "", Encoding.NONE) : new Shape.One(single);
        pairs.add(new Pair(key, shape));
      }
    }
    return elements == null || pairs.size() < mapping.members().size()
        ? null
        : new Shape.Keyed(elements, List.copyOf(pairs));
  }

  private @Nullable Template text(YamlNode node) {
    if (node instanceof Scalar scalar) {
      return grammar.template(scalar).orElse(null);
    }
    problems.error("wrong-type", node.place(), "found " + node.kind() + " (expected: a text)");
    return null;
  }
}
