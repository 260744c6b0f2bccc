package io.tagyard.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** System time, moved by hand: time that passes, and a wall clock that is set. */
final class MovableClock implements InstantSource {
  private final AtomicLong passed = new AtomicLong();
  private final AtomicLong set = new AtomicLong();

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plusMillis(passed.get() + set.get());
  }

  /** Monotonic nanoseconds: what sets the wall clock does not touch them. */
  long nanos() {
    return System.nanoTime() + Duration.ofMillis(passed.get()).toNanos();
  }

  /** How much time has passed by hand. */
  Duration passed() {
    return Duration.ofMillis(passed.get());
  }

  void passes(Duration duration) {
    passed.addAndGet(duration.toMillis());
  }

  /** The wall clock is set, ahead or back; no time passes. */
  void jumps(Duration by) {
    set.addAndGet(by.toMillis());
  }
}
