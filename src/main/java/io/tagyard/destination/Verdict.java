package io.tagyard.destination;

import java.util.List;

/** What an answer says about the events of its request. */
public sealed interface Verdict {
  /**
   * One outcome for all of them.
   *
   * @param split a refusal of a whole batch: halve it until the culprit is alone
   */
  record Whole(Outcome outcome, boolean split) implements Verdict {}

  /** One outcome for each, in the order of the request. */
  record PerEvent(List<Outcome> outcomes) implements Verdict {}
}
