package io.tagyard.destination.definition;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import java.util.ArrayList;
import java.util.List;

/** Every status from 100 to 599, and silence, must end in a rule that certainly holds. */
final class Totality {
  private static final int FIRST = 100;
  private static final int LAST = 599;

  private Totality() {}

  /** Adds a problem for every rule that stands after one that holds always. */
  static void reachable(List<AnswerRule> rules, List<Place> places, Problems problems) {
    boolean ended = false;
    for (int i = 0; i < rules.size(); i++) {
      if (ended) {
        problems.error(
            "answer-unreachable",
            places.get(i),
            "this rule is never asked: an otherwise stands before it");
      }
      ended |= rules.get(i).when() == null;
    }
  }

  static void check(List<AnswerRule> rules, Place place, Problems problems) {
    List<String> open = new ArrayList<>();
    int from = -1;
    for (int status = FIRST; status <= LAST + 1; status++) {
      boolean covered = status > LAST || covered(rules, status);
      if (!covered && from < 0) {
        from = status;
      } else if (covered && from >= 0) {
        open.add(from == status - 1 ? "" + from : from + " to " + (status - 1));
        from = -1;
      }
    }
    if (rules.stream().noneMatch(Totality::coversSilence)) {
      open.add("silence");
    }
    if (!open.isEmpty()) {
      problems.error(
          "answers-not-total",
          place,
          "no outcome for "
              + String.join(", ", open)
              + " (expected: a rule with only a status, or otherwise)");
    }
  }

  private static boolean covered(List<AnswerRule> rules, int status) {
    return rules.stream()
        .map(AnswerRule::when)
        .anyMatch(when -> when == null || when.certain() && when.covers(status));
  }

  private static boolean coversSilence(AnswerRule rule) {
    Conditions when = rule.when();
    return when == null || when.certain() && when.silence();
  }
}
