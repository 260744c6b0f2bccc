package io.tagyard.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tagyard.intake.Taken.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What came in, by source and status. */
public final class IntakeCounts {
  private final MeterRegistry meters;
  private final Map<Kind, Counter> known = new ConcurrentHashMap<>();

  private record Kind(String workspace, String source, Status status) {}

  /** Counts into this registry. */
  public IntakeCounts(MeterRegistry meters) {
    this.meters = meters;
  }

  void taken(String workspace, String source, Status status) {
    known.computeIfAbsent(new Kind(workspace, source, status), this::counter).increment();
  }

  private Counter counter(Kind kind) {
    return meters.counter(
        "tagyard.events",
        "workspace",
        kind.workspace(),
        "source",
        kind.source(),
        "status",
        kind.status().toString());
  }

  void pixelTurnedAway(int status) {
    meters.counter("tagyard.pixels.refused", "status", Integer.toString(status)).increment();
  }

  void pixelLost() {
    meters.counter("tagyard.pixels.lost").increment();
  }
}
