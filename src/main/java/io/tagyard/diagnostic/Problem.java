package io.tagyard.diagnostic;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something wrong, or suspicious, in a file that people edit.
 *
 * @param code stable, kebab case, with a page under {@code docs/problems/}
 * @param message what was found and what is wrong with it; never a secret
 * @param allowed what may stand there; empty where the list would not help
 * @param guess the nearest allowed word, if one is near
 */
public record Problem(
    String code,
    Severity severity,
    Place place,
    String message,
    List<String> allowed,
    Optional<String> guess) {
  private static final int MESSAGE_MAX = 1_000;

  public Problem {
    // one line, whatever the file held
    message = message.replaceAll("\\p{Cntrl}+", " ");
    if (message.length() > MESSAGE_MAX) {
      message = message.substring(0, MESSAGE_MAX) + "…";
    }
  }

  /** Sorted as people read: by file, line, column. */
  public static final Comparator<Problem> BY_PLACE =
      Comparator.<Problem, String>comparing(problem -> problem.place().source().file())
          .thenComparingInt(problem -> problem.place().line())
          .thenComparingInt(problem -> problem.place().column())
          .thenComparing(Problem::code)
          .thenComparing(Problem::message);

  /** An error stops the workspace from loading, a warning does not. */
  public enum Severity {
    ERROR,
    WARNING
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** One line, the first of the long form. */
  public String headline() {
    return place + ": " + (isError() ? "error" : "warning") + "[" + code + "]: " + message;
  }
}
