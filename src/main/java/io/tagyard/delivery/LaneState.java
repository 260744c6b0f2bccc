package io.tagyard.delivery;

import java.util.Locale;

/** How a lane is. The words people see are lower snake case. */
public enum LaneState {
  /** It sends. */
  HEALTHY,
  /** The destination, or a rate limit, asked it to wait. */
  SLOWED,
  /** The destination does not answer: it stands where it is and probes. */
  OPEN,
  /** No destination answers: it suspects the gateway's own network and probes. */
  SUSPECTING,
  /** Its credentials or settings were refused: it waits for others. */
  MISCONFIGURED,
  /** An operator paused it. */
  PAUSED,
  /** Its connection was taken out and it works off what it has. */
  DRAINING,
  /** It was taken out or shut down. */
  STOPPED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
