package io.tagyard.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.tagyard.intake.Taken.Status;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What came in, by source and status. */
public final class IntakeCounts {
  private final MeterRegistry meters;
  private final Map<Kind, Counter> known = new ConcurrentHashMap<>();

  private record Kind(String workspace, String source, Status status) {}

  /** Counts into this registry. */
  public IntakeCounts(MeterRegistry meters) {
    this.meters = meters;
    refused(0); // what has not happened yet shows as zero, so that its first time is seen
    meters.counter("tagyard.pixels.lost");
    meters.counter("tagyard.pixels.refused", "status", "401");
    meters.counter("tagyard.connections.refused", "reason", "too_many");
    meters.counter("tagyard.connections.refused", "reason", "memory");
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

  /** Duplicates about another order or amount than the copy that is kept. */
  public void differing(String workspace, String source) {
    meters
        .counter("tagyard.duplicates.differing", "workspace", workspace, "source", source)
        .increment();
  }

  /** Not taken, because there is no room to keep them. */
  void refused(int events) {
    meters.counter("tagyard.events.refused", "reason", "disk_full").increment(events);
  }

  void overQuota(String workspace, String source) {
    meters.counter("tagyard.quota.refused", "workspace", workspace, "source", source).increment();
  }

  void pixelTurnedAway(int status) {
    meters.counter("tagyard.pixels.refused", "status", Integer.toString(status)).increment();
  }

  void connectionRefused(String reason) {
    meters.counter("tagyard.connections.refused", "reason", reason).increment();
  }

  /** Kept by whoever counts, shown as a gauge. */
  AtomicInteger openConnections() {
    AtomicInteger open = new AtomicInteger();
    meters.gauge("tagyard.connections", open);
    return open;
  }

  void pixelLost() {
    meters.counter("tagyard.pixels.lost").increment();
  }
}
