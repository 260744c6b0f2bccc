package io.tagyard.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * When a leg is tried again: 5 s, 30 s, 2 min, 10 min, 30 min, 1 h, 3 h, 6 h, 12 h, 24 h after the
 * attempt before, each ±20 %, until {@code retryFor} after the first attempt or the event's {@code
 * maxAge}, whichever ends first. The last try is at that end.
 */
record RetryPlan(Duration retryFor, Optional<Duration> maxAge) {
  private static final List<Duration> PAUSES =
      List.of(
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofHours(24));
  private static final double JITTER = 0.2;

  /** How many pauses differ; the last one is every further one's. */
  static final int STEPS = PAUSES.size();

  /** What was not tried, and waits for something else, is looked at again this soon. */
  private static final Duration UNTRIED = Duration.ofMinutes(1);

  /** The longest pause that may follow on so many attempts. */
  static Duration longest(int attempts) {
    Duration pause = attempts == 0 ? UNTRIED : PAUSES.get(Math.min(attempts, STEPS) - 1);
    return Duration.ofMillis(Math.round(pause.toMillis() * (1 + JITTER)));
  }

  /**
   * The time of the next attempt; empty when the leg has expired.
   *
   * @param attempts tries so far, at least 1
   */
  Optional<Instant> next(
      int attempts, Instant firstAttempt, Instant eventTime, Instant now, RandomGenerator random) {
    return next(attempts, firstAttempt, eventTime, now, now, random);
  }

  /**
   * The same, where the destination asked to be left alone until then.
   *
   * @param notBefore not earlier than this, except for the last try
   */
  Optional<Instant> next(
      int attempts,
      Instant firstAttempt,
      Instant eventTime,
      Instant notBefore,
      Instant now,
      RandomGenerator random) {
    Instant end = end(firstAttempt, eventTime);
    if (!now.isBefore(end)) {
      return Optional.empty();
    }
    Duration pause = PAUSES.get(Math.min(attempts, PAUSES.size()) - 1);
    double factor = 1 - JITTER + 2 * JITTER * random.nextDouble();
    Instant planned = now.plusMillis(Math.round(pause.toMillis() * factor));
    Instant due = planned.isBefore(notBefore) ? notBefore : planned;
    return Optional.of(due.isAfter(end) ? end : due);
  }

  private Instant end(Instant firstAttempt, Instant eventTime) {
    Instant byRetries = firstAttempt.plus(retryFor);
    return maxAge.map(eventTime::plus).filter(byAge -> byAge.isBefore(byRetries)).orElse(byRetries);
  }
}
