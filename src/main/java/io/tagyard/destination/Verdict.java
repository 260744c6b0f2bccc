package io.tagyard.destination;

import java.util.List;
import java.util.stream.Stream;

/** What an answer says about the events of its request. */
public sealed interface Verdict {
  /** The outcomes in it, at least one. */
  default Stream<Outcome> all() {
    return switch (this) {
      case Whole whole -> Stream.of(whole.outcome());
      case PerEvent(var each) -> each.stream();
    };
  }

  /**
   * One outcome for all of them.
   *
   * @param split a refusal of a whole batch: halve it until the culprit is alone
   */
  record Whole(Outcome outcome, boolean split) implements Verdict {}

  /** One outcome for each, in the order of the request. */
  record PerEvent(List<Outcome> outcomes) implements Verdict {}
}
