package io.tagyard.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Parked legs within the last minute. More than a limit means that not the events but the
 * destination has a problem. Not thread-safe.
 */
final class ParkRate {
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final int perMinute;
  private final Deque<Parked> recent = new ArrayDeque<>();
  private int legs;

  ParkRate(int perMinute) {
    this.perMinute = perMinute;
  }

  private record Parked(Instant at, int legs) {}

  /** Whether parking these too would be more than the limit. If not, they are counted. */
  boolean exceededBy(int more, Instant now) {
    while (!recent.isEmpty() && recent.peekFirst().at().plus(WINDOW).isBefore(now)) {
      legs -= recent.removeFirst().legs();
    }
    if (legs + more > perMinute) {
      return true;
    }
    recent.addLast(new Parked(now, more));
    legs += more;
    return false;
  }

  void reset() {
    recent.clear();
    legs = 0;
  }
}
