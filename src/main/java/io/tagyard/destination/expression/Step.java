package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** One function of a pipe with its arguments. */
@FunctionalInterface
interface Step {
  /** The value after this step; null = absent. */
  @Nullable JsonNode apply(@Nullable JsonNode value, Evaluation evaluation, Path from);

  /** What a function does to a value that is there. */
  @FunctionalInterface
  interface OfPresent {
    @Nullable JsonNode apply(JsonNode value, Evaluation evaluation, Path from);
  }

  /** What words stand for. */
  record Lookup(Table table) implements Step {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Evaluation evaluation, Path from) {
      return ofScalar((word, e, path) -> table.get(Values.text(word), e))
          .apply(value, evaluation, from);
    }
  }

  /** Absent stays absent. */
  static Step ofPresent(OfPresent function) {
    return (value, evaluation, from) ->
        value == null ? null : function.apply(value, evaluation, from);
  }

  /**
   * Absent stays absent, and a list or an object is absent: what platforms take as one value must
   * never become a list because a sender made it one.
   */
  static Step ofScalar(OfPresent function) {
    return ofPresent((value, evaluation, from) ->
        value.isContainerNode() ? null : function.apply(value, evaluation, from));
  }
}
