package io.tagyard.destination.expression;

import java.util.List;
import java.util.stream.Collectors;

/** Expressions that are asked only whether they are there. */
public record Presence(List<Expression> expressions) {
  /** Whether all are present and not false. */
  public boolean all(Evaluation evaluation) {
    for (int i = 0; i < expressions.size(); i++) { // asked for each event many times
      if (!Values.holds(expressions.get(i).evaluate(evaluation))) {
        return false;
      }
    }
    return true;
  }

  /** Whether all are there, whatever they are. */
  public boolean there(Evaluation evaluation) {
    for (Expression expression : expressions) {
      if (expression.evaluate(evaluation) == null) {
        return false;
      }
    }
    return true;
  }

  /** Whether none is present and not false. */
  public boolean none(Evaluation evaluation) {
    for (Expression expression : expressions) {
      if (Values.holds(expression.evaluate(evaluation))) {
        return false;
      }
    }
    return true;
  }

  /** Whether they are all about this root. */
  public boolean reads(Root root) {
    return expressions.stream().allMatch(each -> each.path().root() == root);
  }

  @Override
  public String toString() {
    return expressions.stream().map(Expression::toString).collect(Collectors.joining(" and "));
  }
}
