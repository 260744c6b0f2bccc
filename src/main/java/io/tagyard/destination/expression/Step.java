package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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

  /** What words stand for; a list is taken element by element. */
  record Lookup(Table table) implements Step {
    @Override
    public @Nullable JsonNode apply(@Nullable JsonNode value, Evaluation evaluation, Path from) {
      return ofEach((word, e, path) -> table.get(Values.text(word), e))
          .apply(value, evaluation, from);
    }
  }

  /** Absent stays absent. */
  static Step ofPresent(OfPresent function) {
    return (value, evaluation, from) ->
        value == null ? null : function.apply(value, evaluation, from);
  }

  /** Absent stays absent; a list is taken element by element. */
  static Step ofEach(OfPresent function) {
    return ofPresent((value, evaluation, from) -> {
      if (!value.isArray()) {
        return function.apply(value, evaluation, from);
      }
      ArrayNode list = JsonNodeFactory.instance.arrayNode(value.size());
      for (JsonNode element : value) {
        JsonNode changed = element.isNull() ? null : function.apply(element, evaluation, from);
        if (changed != null) {
          list.add(changed);
        }
      }
      return list.isEmpty() ? null : list;
    });
  }
}
