package io.tagyard.route;

import io.tagyard.destination.Definition;
import io.tagyard.destination.Definition.Limits;
import io.tagyard.diagnostic.Field;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Rate;
import io.tagyard.diagnostic.Reading;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Puts a definition's limits and a workspace's {@code delivery} together. */
final class TuningReader {
  private static final Duration FLUSH = Duration.ofSeconds(1);
  private static final Duration FLUSH_MAX = Duration.ofMinutes(5);
  private static final Duration TIMEOUT_MAX = Duration.ofMinutes(2);

  /** As long as the whole row of pauses between attempts. */
  private static final Duration RETRY_FOR = Duration.ofHours(47);

  private TuningReader() {}

  static Tuning read(Optional<Reading> delivery, Definition definition, Problems problems) {
    Limits limits = definition.limits();
    boolean corrects = !definition.corrects().isEmpty();
    if (delivery.isEmpty()) {
      return new Tuning(
          limits.batch(),
          FLUSH,
          limits.rate(),
          limits.timeout(),
          RETRY_FOR,
          limits.maxAge(),
          limits.maxAgeOf(),
          limits.future(),
          corrects);
    }
    Reading reading = delivery.get();
    within(reading, WorkspaceForm.FLUSH, FLUSH_MAX, problems);
    within(reading, WorkspaceForm.TIMEOUT, TIMEOUT_MAX, problems);
    raised(reading, WorkspaceForm.MAX_AGE, limits.maxAge(), problems);
    raised(reading, WorkspaceForm.FUTURE, limits.future(), problems);
    return new Tuning(
        batch(reading, limits, problems),
        reading.get(WorkspaceForm.FLUSH, FLUSH),
        rate(reading, limits, problems),
        reading.get(WorkspaceForm.TIMEOUT, limits.timeout()),
        reading.get(WorkspaceForm.RETRY_FOR, RETRY_FOR),
        reading.get(WorkspaceForm.MAX_AGE).or(limits::maxAge),
        reading.has(WorkspaceForm.MAX_AGE) ? Map.of() : limits.maxAgeOf(),
        reading.get(WorkspaceForm.FUTURE).or(limits::future),
        corrects || reading.has(WorkspaceForm.ORDER_BY));
  }

  private static int batch(Reading reading, Limits limits, Problems problems) {
    int batch = reading.get(WorkspaceForm.BATCH, limits.batch());
    if (batch > limits.batch()) {
      problems.error(
          "limit-exceeded",
          reading.place(WorkspaceForm.BATCH),
          "a batch of " + batch + " (expected: at most " + limits.batch() + ", the destination's)");
    }
    return batch;
  }

  private static Optional<Rate> rate(Reading reading, Limits limits, Problems problems) {
    Optional<Rate> rate = reading.get(WorkspaceForm.RATE);
    if (rate.isPresent()
        && limits.rate().isPresent()
        && perHour(rate.get()) > perHour(limits.rate().get())) {
      problems.error(
          "limit-exceeded",
          reading.place(WorkspaceForm.RATE),
          "faster than the destination allows (expected: at most "
              + limits.rate().get().count()
              + " in "
              + Words.of(limits.rate().get().period())
              + ")");
    }
    return rate.or(limits::rate);
  }

  private static double perHour(Rate rate) {
    return rate.count() * 3_600_000.0 / rate.period().toMillis();
  }

  private static void within(
      Reading reading, Field<Duration> field, Duration most, Problems problems) {
    Optional<Duration> value = reading.get(field);
    if (value.isPresent() && (value.get().compareTo(most) > 0 || value.get().isZero())) {
      problems.error(
          "wrong-value",
          reading.place(field),
          "expected: more than nothing and at most " + Words.of(most));
    }
  }

  private static void raised(
      Reading reading, Field<Duration> field, Optional<Duration> limit, Problems problems) {
    Optional<Duration> value = reading.get(field);
    if (value.isPresent() && limit.isPresent() && value.get().compareTo(limit.get()) > 0) {
      problems.warning(
          "limit-raised",
          reading.place(field),
          "more than the destination takes by its documentation ("
              + Words.of(limit.get())
              + "); it may refuse such events");
    }
  }
}
