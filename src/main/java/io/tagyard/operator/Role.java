package io.tagyard.operator;

import java.util.Locale;

/** What an operator key may do; each role may do what the ones before it may. */
public enum Role {
  /** Look. */
  VIEWER,
  /** Try things out and check files. */
  EDITOR,
  /** Pause, resume, retry, replay. */
  OPERATOR,
  /** Everything. */
  ADMIN;

  boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
