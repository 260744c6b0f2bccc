package io.tagyard.event;

import java.util.Locale;

/** Where a leg stands. Every leg has exactly one at every moment. */
public enum Fate {
  DELIVERED,
  WITHHELD,
  PARKED,
  DEAD,
  PENDING;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
