package io.tagyard.diagnostic;

import io.tagyard.diagnostic.Problem.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Collects problems; many readers write into one. Not thread-safe. */
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /** Adds an error. */
  public void error(String code, Place place, String message) {
    found.add(new Problem(code, Severity.ERROR, place, message, List.of(), Optional.empty()));
  }

  /** Adds an error about a word that is none of these. */
  public void error(
      String code, Place place, String message, String word, Collection<String> allowed) {
    found.add(
        new Problem(
            code, Severity.ERROR, place, message, List.copyOf(allowed), Nearest.of(word, allowed)));
  }

  /** Adds a warning: legal, but suspicious. */
  public void warning(String code, Place place, String message) {
    found.add(new Problem(code, Severity.WARNING, place, message, List.of(), Optional.empty()));
  }

  /** Adds what others found. */
  public void addAll(Collection<Problem> problems) {
    found.addAll(problems);
  }

  /** All problems, each once, sorted by place. */
  public List<Problem> sorted() {
    return found.stream().distinct().sorted(Problem.BY_PLACE).toList();
  }

  public boolean hasErrors() {
    return found.stream().anyMatch(Problem::isError);
  }

  /** How many were found so far; to see whether a step added any. */
  public int count() {
    return found.size();
  }
}
