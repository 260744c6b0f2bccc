package io.tagyard.event;

import java.util.Locale;

/** Who sends: a visitor's browser, a server of the shop, or a partner. */
public enum SourceKind {
  BROWSER,
  SERVER,
  PARTNER;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
