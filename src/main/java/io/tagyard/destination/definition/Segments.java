package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.destination.expression.Encoding;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Template;
import io.tagyard.destination.expression.Values;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code path} of a request: as in an address, what is written there is meant as it is, and
 * values are encoded where they stand, so that none can make a segment.
 */
final class Segments {
  private Segments() {}

  /** The same shape, giving texts that are encoded already. */
  static Shape encoded(Shape shape) {
    return switch (shape) {
      case Shape.Constant(var value) when value.isValueNode() -> constant(value);
      case Shape.Text(var template, var ignored) ->
          new Shape.Text(written(template), Encoding.PERCENT);
      case Shape.Joined(var list, var as, var separator, var last, var ignored) ->
          new Shape.Joined(
              list,
              written(as),
              Encoding.path(separator),
              last == null ? null : encoded(last),
              Encoding.PERCENT);
      case Shape.Listed(var items) -> new Shape.Listed(all(items));
      case Shape.First(var candidates) -> new Shape.First(all(candidates));
      case Shape.Each(var list, var as) -> new Shape.Each(list, encoded(as));
      case Shape.Chosen(var when, var unless, var then, var otherwise) ->
          new Shape.Chosen(when, unless, encoded(then), orNull(otherwise));
      default -> new Shape.Encoded(shape);
    };
  }

  private static @Nullable Shape orNull(@Nullable Shape shape) {
    return shape == null ? null : encoded(shape);
  }

  private static List<Shape> all(List<Shape> shapes) {
    return shapes.stream().map(Segments::encoded).toList();
  }

  private static Shape constant(JsonNode value) {
    return new Shape.Constant(TextNode.valueOf(Encoding.path(Values.text(value))));
  }

  private static Template written(Template template) {
    return template.literals(Encoding::path);
  }
}
