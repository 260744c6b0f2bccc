package io.tagyard.destination.definition;

import io.tagyard.destination.expression.Encoding;
import io.tagyard.destination.expression.Shape;
import io.tagyard.destination.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code path} of a request. In a text with expressions, what is written between them is meant
 * as it is, as in an address, and values are encoded, so that none can make a segment. Everything
 * else is one segment, encoded whole.
 */
final class Segments {
  private Segments() {}

  /** The same shape, giving texts that are encoded already. */
  static Shape encoded(Shape shape) {
    return switch (shape) {
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

  private static Template written(Template template) {
    return template.literals(Encoding::path);
  }
}
