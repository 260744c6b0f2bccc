package io.tagyard.intake;

import io.micrometer.core.instrument.MeterRegistry;
import io.tagyard.intake.Taken.Status;

/** What came in, by source and status. */
public final class IntakeCounts {
  private final MeterRegistry meters;

  /** Counts into this registry. */
  public IntakeCounts(MeterRegistry meters) {
    this.meters = meters;
  }

  void taken(String workspace, String source, Status status) {
    meters
        .counter(
            "tagyard.events", "workspace", workspace, "source", source, "status", status.toString())
        .increment();
  }

  void overQuota(String workspace, String source) {
    meters.counter("tagyard.quota.refused", "workspace", workspace, "source", source).increment();
  }

  void pixelTurnedAway(int status) {
    meters.counter("tagyard.pixels.refused", "status", Integer.toString(status)).increment();
  }

  void pixelLost() {
    meters.counter("tagyard.pixels.lost").increment();
  }
}
