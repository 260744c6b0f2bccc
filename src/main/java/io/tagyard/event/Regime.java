package io.tagyard.event;

import java.util.Locale;

/** Whether silence means no ({@code opt_in}) or yes ({@code opt_out}) where the person is. */
public enum Regime {
  OPT_IN,
  OPT_OUT;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
