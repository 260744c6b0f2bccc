package io.tagyard.route;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problem.Severity;
import io.tagyard.diagnostic.Report;
import java.util.List;

/** What {@code --strict} changes: a secret in clear text is an error. */
final class Strictness {
  private Strictness() {}

  static List<Problem> of(List<Problem> problems) {
    return problems.stream().map(Strictness::of).toList();
  }

  private static Problem of(Problem problem) {
    return problem.code().equals(Report.CLEAR_TEXT)
        ? new Problem(
            problem.code(),
            Severity.ERROR,
            problem.place(),
            problem.message(),
            problem.allowed(),
            problem.guess())
        : problem;
  }
}
