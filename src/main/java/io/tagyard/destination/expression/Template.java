package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A text with expressions in it, compiled. */
public record Template(List<Part> parts) {
  public Template {
    parts = List.copyOf(parts);
  }

  /** A stretch of a text. */
  public sealed interface Part {}

  /** Text as it stands, or a secret put in at load. */
  public record Literal(String text) implements Part {
    @Override
    public String toString() {
      return "literal";
    }
  }

  /** An expression's place. */
  public record Hole(Expression expression) implements Part {}

  /** Whether it is text only. */
  public boolean literal() {
    return parts.stream().allMatch(Literal.class::isInstance);
  }

  /** The same, with its fixed parts rewritten. */
  public Template literals(UnaryOperator<String> rewritten) {
    return new Template(
        parts.stream()
            .map(part ->
                part instanceof Literal(var text) ? new Literal(rewritten.apply(text)) : part)
            .toList());
  }

  /** The only expression, when there is nothing else in the text; else null. */
  public @Nullable Expression single() {
    return parts.size() == 1 && parts.getFirst() instanceof Hole(var expression)
        ? expression
        : null;
  }

  /** The text; null when a part is absent. */
  public @Nullable String text(Evaluation evaluation, Encoding encoding) {
    StringBuilder text = new StringBuilder();
    boolean complete = true;
    for (Part part : parts) {
      switch (part) {
        case Literal(var literal) -> text.append(literal);
        case Hole(var expression) -> {
          JsonNode value = expression.evaluate(evaluation);
          String line = value == null ? null : Values.line(value);
          complete &= line != null;
          text.append(line == null ? "" : encoding.of(line));
        }
      }
    }
    return complete ? text.toString() : null;
  }

  /** The text with nothing for absent parts; in values, the separator becomes a blank. */
  String filled(Evaluation evaluation, String separator, Encoding encoding) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts) {
      switch (part) {
        case Literal(var literal) -> text.append(literal);
        case Hole(var expression) -> {
          JsonNode value = expression.evaluate(evaluation);
          String line = value == null ? null : Values.line(value);
          String shown = line == null ? "" : line;
          text.append(encoding.of(separator.isEmpty() ? shown : shown.replace(separator, " ")));
        }
      }
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "template of " + parts.size() + " parts";
  }
}
