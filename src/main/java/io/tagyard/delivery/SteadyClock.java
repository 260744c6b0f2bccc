package io.tagyard.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A clock that nobody sets: it goes on from the time of its start as the machine's monotonic clock
 * does. Waits are reckoned by it, so that a wall clock that jumps makes none of them longer or
 * shorter. Thread-safe.
 */
public final class SteadyClock implements InstantSource {
  /** A wall clock that is corrected in small steps has not jumped. */
  static final Duration JUMP = Duration.ofSeconds(3);

  private static final Duration AT_ONCE = Duration.ofMillis(50);

  private final InstantSource wall;
  private final LongSupplier nanos;
  private final Instant first;
  private final long firstNanos;
  private Duration ahead = Duration.ZERO;

  SteadyClock(InstantSource wall, LongSupplier nanos) {
    this.wall = wall;
    this.nanos = nanos;
    this.first = wall.instant();
    this.firstNanos = nanos.getAsLong();
  }

  /** Beside this wall clock, on the machine's monotonic clock. */
  public static SteadyClock beside(InstantSource wall) {
    return new SteadyClock(wall, System::nanoTime);
  }

  @Override
  public Instant instant() {
    return at(nanos.getAsLong());
  }

  private Instant at(long nanoTime) {
    return first.plusNanos(nanoTime - firstNanos);
  }

  /** What people's clocks show when this clock shows that. */
  Instant onTheWall(Instant steady) {
    return wall.instant().plus(Duration.between(instant(), steady));
  }

  /**
   * By how much the wall clock was set since the last look, ahead or (negative) back; empty when it
   * was not, or by less than {@link #JUMP}.
   */
  synchronized Optional<Duration> jumped() {
    Duration now = difference();
    Duration jump = now.minus(ahead);
    ahead = now;
    return jump.abs().compareTo(JUMP) > 0 ? Optional.of(jump) : Optional.empty();
  }

  /** Both clocks read at once: not with a long pause of the process between them. */
  private Duration difference() {
    while (true) {
      Instant before = instant();
      Instant shown = wall.instant();
      Instant after = instant();
      if (Duration.between(before, after).compareTo(AT_ONCE) <= 0) {
        return Duration.between(after, shown);
      }
    }
  }
}
