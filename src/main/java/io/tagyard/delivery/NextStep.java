package io.tagyard.delivery;

import io.tagyard.destination.Outcome;
import io.tagyard.destination.Outcome.Accepted;
import io.tagyard.destination.Outcome.Duplicate;
import io.tagyard.destination.Outcome.Misconfigured;
import io.tagyard.destination.Outcome.Refused;
import io.tagyard.destination.Outcome.Throttled;
import io.tagyard.destination.Outcome.Unavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What follows from an outcome. The one place that decides it. */
sealed interface NextStep {
  /** The leg is delivered. */
  record Done(String reason, String sentence) implements NextStep {}

  /** The leg becomes a dead letter at once: it will never be taken. */
  record Bury(String reason, String sentence) implements NextStep {}

  /** The lane waits; no attempt is counted. */
  record PauseLane(Optional<Duration> asked, String sentence) implements NextStep {}

  /**
   * The leg waits for its next attempt, unless the destination as a whole is down.
   *
   * @param local nobody can have been reached: perhaps it is us
   * @param asked how long the destination asks to be left alone; then the lane waits, too
   */
  record Park(String sentence, boolean local, Optional<Duration> asked) implements NextStep {
    Park(String sentence, boolean local) {
      this(sentence, local, Optional.empty());
    }
  }

  /**
   * The lane stops until somebody corrects its settings; no attempt is counted.
   *
   * @param asked how long the destination asks to be left alone
   */
  record StopLane(String sentence, Optional<Duration> asked) implements NextStep {
    StopLane(String sentence) {
      this(sentence, Optional.empty());
    }
  }

  /**
   * The next step after this outcome.
   *
   * @param masked makes the platform's words fit for people
   */
  static NextStep after(Outcome outcome, UnaryOperator<String> masked) {
    return switch (outcome) {
      case Accepted(var because) -> new Done(outcome.word(), because);
      case Duplicate(var because) -> new Done(outcome.word(), because);
      case Refused(var because) -> new Bury(outcome.word(), masked.apply(because));
      case Throttled(var because, var pause) -> new PauseLane(pause, masked.apply(because));
      case Unavailable(var because, var local, var pause) ->
          new Park(masked.apply(because), local, pause);
      case Misconfigured(var because, var pause) -> new StopLane(masked.apply(because), pause);
    };
  }
}
