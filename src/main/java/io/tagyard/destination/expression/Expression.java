package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code ${path | function | function(argument)!}}, compiled. */
public final class Expression {
  private final Path path;
  private final Step[] pipe;
  private final boolean required;

  Expression(Path path, List<Step> pipe, boolean required) {
    this.path = path;
    this.pipe = pipe.toArray(Step[]::new);
    this.required = required;
  }

  /** Where its value comes from. */
  public Path path() {
    return path;
  }

  /** Whether it is a path and nothing else. */
  boolean bare() {
    return pipe.length == 0;
  }

  /** The written table, where it is a path looked up in one and nothing else; else null. */
  public Table.@Nullable Fixed lookup() {
    return pipe.length == 1
            && pipe[0] instanceof Step.Lookup(var table)
            && table instanceof Table.Fixed fixed
        ? fixed
        : null;
  }

  /** Whether the event is not sent without it. */
  boolean required() {
    return required;
  }

  /** The value, typed; null when it is absent. A required one that is absent is noted. */
  public @Nullable JsonNode evaluate(Evaluation evaluation) {
    JsonNode value = evaluation.find(path);
    for (Step step : pipe) {
      value = step.apply(value, evaluation, path);
    }
    if (value == null && required) {
      evaluation.missed(path.text());
    }
    return value;
  }

  @Override
  public String toString() {
    return path.text();
  }
}
