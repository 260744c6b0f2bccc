package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Member;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns YAML at a value's place into a shape; null after a problem was added. */
final class ShapeReader {
  private static final Set<String> CHOICE = Set.of("if", "unless", "else");
  private static final Set<String> ANY_EXCEPT = Set.of("any", "except");
  private static final Set<String> VALUE_EXCEPT = Set.of("value", "except");
  private static final Set<String> SHAPE_WORDS = Set.of("spread", "only_with");
  private final Grammar grammar;
  private final Problems problems;

  ShapeReader(Grammar grammar) {
    this.grammar = grammar;
    this.problems = grammar.problems();
  }

  @Nullable Shape read(YamlNode node) {
    return switch (node) {
      case Scalar scalar -> scalar(scalar);
      case Listing listing -> listing(listing);
      case Mapping mapping -> mapping(mapping);
    };
  }

  @Nullable Shape fields(YamlNode node) {
    if (node instanceof Mapping mapping) {
      return mapped(mapping);
    }
    Shape shape = node instanceof Scalar scalar ? scalar(scalar) : null;
    if (shape instanceof Shape.OfTemplate || shape instanceof Shape.One) {
      return shape;
    }
    problems.error("wrong-type", node.place(), "found " + node.kind() + " (expected: a mapping)");
    return null;
  }

  private @Nullable Shape scalar(Scalar scalar) {
    if (!scalar.text().contains("${")) {
      JsonNode value = constant(scalar);
      return value == null ? null : new Shape.Constant(value);
    }
    Template template = grammar.template(scalar).orElse(null);
    if (template == null) {
      return null;
    }
    Expression single = template.single();
    if (single == null) {
      return template.literal()
          ? new Shape.Constant(TextNode.valueOf(joined(template)))
          : new Shape.Text(template, Encoding.NONE);
    }
    String setting = grammar.templateSetting(single);
    return setting == null
        ? new Shape.One(single)
        : new Shape.OfTemplate(setting, single.required());
  }

  private static String joined(Template template) {
    StringBuilder text = new StringBuilder();
    template.parts().forEach(part -> text.append(((Template.Literal) part).text()));
    return text.toString();
  }

  /** A literal with its YAML type. */
  private @Nullable JsonNode constant(Scalar scalar) {
    return switch (scalar.type()) {
      case TEXT -> TextNode.valueOf(scalar.text());
      case FLAG -> BooleanNode.valueOf(scalar.text().equalsIgnoreCase("true"));
      case NUMBER -> number(scalar);
      case NOTHING -> nothing(scalar);
    };
  }

  private @Nullable JsonNode number(Scalar scalar) {
    try {
      return DecimalNode.valueOf(Values.plain(new BigDecimal(scalar.text())));
    } catch (NumberFormatException e) {
      problems.error(
          "wrong-value", scalar.place(), "\"" + scalar.text() + "\" (expected: a decimal number)");
      return null;
    }
  }

  private @Nullable JsonNode nothing(Scalar scalar) {
    if (scalar.text().isEmpty()) {
      problems.error(
          "wrong-type", scalar.place(), "a value is missing here (write null to send a null)");
      return null;
    }
    return NullNode.getInstance();
  }

  private @Nullable Shape listing(Listing listing) {
    if (listing.items().isEmpty()) {
      return new Shape.Constant(JsonNodeFactory.instance.arrayNode());
    }
    List<Shape> items = shapes(listing.items());
    return items == null ? null : new Shape.Listed(items);
  }

  private @Nullable List<Shape> shapes(List<YamlNode> nodes) {
    List<Shape> shapes = new ArrayList<>();
    for (YamlNode node : nodes) {
      Shape shape = read(node);
      if (shape != null) {
        shapes.add(shape);
      }
    }
    return shapes.size() == nodes.size() ? List.copyOf(shapes) : null;
  }

  private @Nullable Shape mapping(Mapping mapping) {
    Set<String> keys = mapping.members().keySet();
    if (keys.contains("each")) {
      return new EachReader(grammar, this).read(mapping);
    }
    if (keys.contains("then") || CHOICE.containsAll(keys) && !keys.isEmpty()) {
      return chosen(mapping);
    }
    if (keys.contains("except") && (keys.equals(ANY_EXCEPT) || keys.equals(VALUE_EXCEPT))) {
      return new ExceptReader(grammar, this).read(mapping);
    }
    if (keys.equals(Set.of("any")) && at(mapping, "any") instanceof Listing listing) {
      return first(listing);
    }
    if (keys.equals(Set.of("json"))) {
      return inJson(at(mapping, "json"));
    }
    return mapped(mapping);
  }

  @Nullable Shape first(Listing listing) {
    List<Shape> candidates = shapes(listing.items());
    return candidates == null ? null : new Shape.First(candidates);
  }

  private @Nullable Shape inJson(YamlNode node) {
    if (node instanceof Scalar scalar && !scalar.text().contains("${")) {
      problems.error(
          "wrong-type",
          node.place(),
          "found " + node.kind() + " (expected: a mapping, a list or an expression, for json)");
      return null;
    }
    Shape value = read(node);
    return value == null ? null : new Shape.InJson(value);
  }

  private @Nullable Shape mapped(Mapping mapping) {
    if (mapping.members().isEmpty()) {
      return new Shape.Constant(JsonNodeFactory.instance.objectNode());
    }
    List<Shape.Member> members = new ArrayList<>();
    Set<String> onlyWith = new LinkedHashSet<>();
    boolean whole = true;
    for (Map.Entry<String, Member> entry : mapping.members().entrySet()) {
      YamlNode value = entry.getValue().value();
      if (entry.getKey().equals("except") && value instanceof Listing) {
        problems.error(
            "unknown-key",
            entry.getValue().keyPlace(),
            "except stands beside any or value, and nothing else does");
        whole = false;
        continue;
      }
      if (entry.getKey().equals("only_with")) {
        whole &= onlyWith(mapping, value, onlyWith);
        continue;
      }
      Shape shape = entry.getKey().equals("spread") ? spread(mapping, value) : read(value);
      whole &= shape != null;
      if (shape != null) {
        members.add(new Shape.Member(spread(shape) ? null : entry.getKey(), shape));
      }
    }
    return whole ? new Shape.Mapped(List.copyOf(members), onlyWith) : null;
  }

  private @Nullable Shape spread(Mapping around, YamlNode node) {
    Shape map = node instanceof Listing ? null : read(node);
    String what = node.kind();
    if (map instanceof Shape.One(var expression)) {
      Path path = expression.path();
      boolean other = expression.bare() && Members.noMap(path, grammar.vocabulary().settings());
      what = other ? "\"" + path + "\", which is no map" : "";
    } else if (map instanceof Shape.Chosen || map instanceof Shape.First) {
      what = "";
    } else if (map == null && !(node instanceof Listing)) {
      return null; // said already
    }
    if (!what.isEmpty()) {
      problems.error(
          "wrong-type", node.place(), "found " + what + " (expected: a map such as ${properties})");
      return null;
    }
    Set<String> named = new LinkedHashSet<>(around.members().keySet());
    named.removeAll(SHAPE_WORDS);
    return map == null ? null : new Shape.Spread(map, Set.copyOf(named));
  }

  /** Whether it gives members to the mapping around it: {@code keys}, also under an if. */
  private static boolean spread(Shape shape) {
    return shape instanceof Shape.Keyed
        || shape instanceof Shape.Spread
        || shape instanceof Shape.Chosen chosen
            && spread(chosen.then())
            && (chosen.otherwise() == null || spread(chosen.otherwise()));
  }

  private boolean onlyWith(Mapping around, YamlNode node, Set<String> keys) {
    if (!(node instanceof Listing listing)) {
      problems.error("wrong-type", node.place(), "found " + node.kind() + " (expected: a list)");
      return false;
    }
    Set<String> known = new LinkedHashSet<>(around.members().keySet());
    known.remove("only_with");
    for (YamlNode item : listing.items()) {
      String key = item instanceof Scalar scalar ? scalar.text() : "";
      if (!known.contains(key)) {
        problems.error(
            "unknown-key", item.place(), "no member \"" + key + "\" in this object", key, known);
        return false;
      }
      keys.add(key);
    }
    return true;
  }

  private @Nullable Shape chosen(Mapping mapping) {
    boolean unless = mapping.members().containsKey("unless");
    String asked = unless ? "unless" : "if";
    if (!onlyKeys(mapping, Set.of(asked, "then", "else"))) {
      return null;
    }
    YamlNode condition = mapping.get(asked).orElse(null);
    if (condition == null) {
      problems.error("missing-key", mapping.place(), "then needs the key \"if\" or \"unless\"");
      return null;
    }
    if (!mapping.members().containsKey("then")) {
      problems.error("missing-key", mapping.place(), asked + " needs the key \"then\"");
      return null;
    }
    Presence when = grammar.presence(condition).orElse(null);
    Shape then = read(at(mapping, "then"));
    YamlNode otherwise = mapping.get("else").orElse(null);
    Shape other = otherwise == null ? null : read(otherwise);
    return when == null || then == null || otherwise != null && other == null
        ? null
        : new Shape.Chosen(when, unless, then, other);
  }

  boolean onlyKeys(Mapping mapping, Set<String> known) {
    boolean right = true;
    for (Member member : mapping.members().values()) {
      if (!known.contains(member.key())) {
        Place place = member.keyPlace();
        String message = "no key \"" + member.key() + "\" in this shape";
        problems.error("unknown-key", place, message, member.key(), known);
        right = false;
      }
    }
    return right;
  }

  static YamlNode at(Mapping mapping, String key) {
    return mapping.get(key).orElse(mapping);
  }
}
