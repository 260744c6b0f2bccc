package io.tagyard.event;

import java.util.Locale;

/** What was said about a purpose. Unset is the absence of a signal, never a value. */
public enum Signal {
  GRANTED,
  DENIED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
