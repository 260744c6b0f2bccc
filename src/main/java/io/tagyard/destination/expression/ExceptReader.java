package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Listing;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns {@code any} or {@code value} with {@code except} into a shape. */
final class ExceptReader {
  private final ShapeReader shapes;
  private final Problems problems;

  ExceptReader(Grammar grammar, ShapeReader shapes) {
    this.shapes = shapes;
    this.problems = grammar.problems();
  }

  /** The shape; null after a problem was added. */
  @Nullable Shape read(Mapping mapping) {
    Set<String> texts = texts(ShapeReader.at(mapping, "except"));
    YamlNode any = mapping.get("any").orElse(null);
    if (any != null && !(any instanceof Listing)) {
      problems.error("wrong-type", any.place(), "found " + any.kind() + " (expected: a list)");
      return null;
    }
    Shape value =
        any instanceof Listing listing
            ? shapes.first(listing)
            : shapes.read(ShapeReader.at(mapping, "value"));
    if (value == null || texts == null) {
      return null;
    }
    return value instanceof Shape.First(var candidates)
        ? new Shape.First(
            candidates.stream().<Shape>map(each -> new Shape.Except(each, texts)).toList())
        : new Shape.Except(value, texts);
  }

  private @Nullable Set<String> texts(YamlNode node) {
    if (!(node instanceof Listing listing)) {
      problems.error("wrong-type", node.place(), "found " + node.kind() + " (expected: a list)");
      return null;
    }
    if (listing.items().isEmpty()) {
      problems.error("empty-list", node.place(), "the list is empty (expected: at least a value)");
      return null;
    }
    Set<String> texts = new LinkedHashSet<>();
    for (YamlNode item : listing.items()) {
      JsonNode written =
          item instanceof Scalar && shapes.read(item) instanceof Shape.Constant(var constant)
              ? constant
              : null;
      if (written == null) {
        problems.error(
            "wrong-type", item.place(), "except holds values that are written out, no expressions");
        return null;
      }
      texts.add(Values.text(written));
    }
    return Set.copyOf(texts);
  }
}
