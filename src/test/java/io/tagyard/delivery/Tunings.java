package io.tagyard.delivery;

import io.tagyard.route.Tuning;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** How fast connections of tests are. */
final class Tunings {
  private Tunings() {}

  static Tuning tuning(int batch) {
    return new Tuning(
        batch,
        Duration.ofMillis(20),
        Optional.empty(),
        Duration.ofSeconds(5),
        Duration.ofHours(47),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        false);
  }

  static Tuning byOrder(Tuning of) {
    return with(of, of.flush(), true);
  }

  static Tuning patient(Tuning of, Duration flush) {
    return with(of, flush, of.byOrder());
  }

  private static Tuning with(Tuning of, Duration flush, boolean byOrder) {
    return new Tuning(
        of.batch(),
        flush,
        of.rate(),
        of.timeout(),
        of.retryFor(),
        of.maxAge(),
        of.maxAgeOf(),
        of.future(),
        byOrder);
  }

  /** All lanes together hold events of no more than this in memory. */
  static DeliveryConfig holding(DeliveryConfig of, long bytes) {
    return new DeliveryConfig(
        of.window(),
        bytes,
        of.concurrency(),
        of.requests(),
        of.hosts(),
        of.hostWaiting(),
        of.orderWaiting(),
        of.parkedPerMinute(),
        of.probe(),
        of.misconfiguredProbe(),
        of.throttled(),
        of.throttledMax(),
        of.holdCheck(),
        of.retention());
  }
}
