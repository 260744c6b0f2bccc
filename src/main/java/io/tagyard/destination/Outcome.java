package io.tagyard.destination;

import java.time.Duration;
import java.util.Optional;

/** How one attempt ended, in the platform's eyes. Each case implies exactly one next step. */
public sealed interface Outcome {
  /** Why, in the platform's words where it gave any; masked; may be empty. */
  String because();

  /** The word of docs/destinations.md, for example {@code accepted}. */
  default String word() {
    return switch (this) {
      case Accepted ignored -> "accepted";
      case Duplicate ignored -> "duplicate";
      case Throttled ignored -> "throttled";
      case Unavailable ignored -> "unavailable";
      case Refused ignored -> "refused";
      case Misconfigured ignored -> "misconfigured";
    };
  }

  /** The platform took the event. */
  record Accepted(String because) implements Outcome {}

  /** The platform had it already: as good as accepted. */
  record Duplicate(String because) implements Outcome {}

  /** The platform asks for a pause of this length, if it said how long. */
  record Throttled(String because, Optional<Duration> pause) implements Outcome {}

  /**
   * No usable answer.
   *
   * @param local no answer at all (DNS, connect, TLS): perhaps it is us
   * @param pause how long it asks to be left alone, if it said so
   */
  record Unavailable(String because, boolean local, Optional<Duration> pause) implements Outcome {
    /** Without a word about a pause. */
    public Unavailable(String because, boolean local) {
      this(because, local, Optional.empty());
    }
  }

  /** The platform will never take this event. */
  record Refused(String because) implements Outcome {}

  /**
   * Credentials or settings are wrong: every event would fail.
   *
   * @param pause how long it asks to be left alone, if it said so
   */
  record Misconfigured(String because, Optional<Duration> pause) implements Outcome {
    /** Without a word about a pause. */
    public Misconfigured(String because) {
      this(because, Optional.empty());
    }
  }
}
