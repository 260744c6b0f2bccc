package io.tagyard.diagnostic;

import java.time.Duration;

/** So many per period, written {@code 500/s} or {@code 1000/h}. */
public record Rate(long count, Duration period) {
  @Override
  public String toString() {
    return count + "/" + period;
  }
}
