package io.tagyard.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** System time, moved by hand. */
final class MovableClock implements InstantSource {
  private final AtomicLong moved = new AtomicLong();

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plusMillis(moved.get());
  }

  /** By how much it was moved. */
  Duration moved() {
    return Duration.ofMillis(moved.get());
  }

  void passes(Duration duration) {
    moved.addAndGet(duration.toMillis());
  }
}
