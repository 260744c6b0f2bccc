package io.tagyard.route;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests a connection may send in a day. The whole allowance comes back a day after its first
 * use. What was spent is kept with the lane's place, so a restart gives nothing back. Thread-safe.
 */
final class DayAllowance {
  private static final String BEGAN = "day_began";
  private static final String SPENT = "day_spent";
  private static final Duration DAY = Duration.ofDays(1);

  private final long perDay;
  private final InstantSource clock;
  private @Nullable Instant began;
  private long spent;

  /**
   * @param kept what {@link #spent} gave before a restart; anything else in it is of no matter
   */
  DayAllowance(long perDay, InstantSource clock, Map<String, Long> kept) {
    this.perDay = perDay;
    this.clock = clock;
    Long since = kept.get(BEGAN);
    if (since != null) {
      began = Instant.ofEpochMilli(since);
      spent = kept.getOrDefault(SPENT, 0L);
    }
  }

  synchronized long available() {
    turn();
    return Math.max(0, perDay - spent);
  }

  /** How long until a request may leave; zero = now. */
  synchronized Duration pause() {
    turn();
    return spent < perDay || began == null
        ? Duration.ZERO
        : Duration.between(clock.instant(), began.plus(DAY));
  }

  synchronized void spend(long count) {
    turn();
    if (began == null) {
      began = clock.instant();
    }
    spent += count;
  }

  /** What was spent of this day, to be kept. */
  synchronized Map<String, Long> spent() {
    turn();
    return began == null ? Map.of() : Map.of(BEGAN, began.toEpochMilli(), SPENT, spent);
  }

  private void turn() {
    if (began != null && clock.instant().isBefore(began)) {
      began = clock.instant(); // the clock was set back: nobody waits longer than a day
    }
    if (began != null && !clock.instant().isBefore(began.plus(DAY))) {
      began = null;
      spent = 0;
    }
  }
}
