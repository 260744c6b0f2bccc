package io.tagyard.intake;

import io.tagyard.diagnostic.Rate;
import io.tagyard.event.Sender;
import io.tagyard.route.RateLimit;
import io.tagyard.route.Source;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How much each source may send, where its workspace says so. A request is taken whole while
 * anything of the quota is left; what it carried beyond is paid back before the next one.
 * Thread-safe.
 */
public final class Quotas {
  private final InstantSource clock;
  private final IntakeCounts counts;
  private final Map<String, Allowance> allowances = new ConcurrentHashMap<>();

  /** Quotas by this clock. */
  public Quotas(InstantSource clock, IntakeCounts counts) {
    this.clock = clock;
    this.counts = counts;
  }

  /** What is left of a quota; another rate begins anew. */
  private record Allowance(Rate rate, RateLimit limit) {}

  /** How long the source must wait before its next request; zero = it need not. */
  Duration wait(Source source) {
    Rate rate = source.quota().orElse(null);
    if (rate == null) {
      return unlimited(source);
    }
    Duration wait =
        allowances
            .compute(source.toString(), (name, known) -> allowance(rate, known))
            .limit()
            .wait(1);
    if (!wait.isZero()) {
      counts.overQuota(source.workspace(), source.name());
    }
    return wait;
  }

  /** So many events of this sender were taken. */
  void spend(Sender sender, int events) {
    if (allowances.isEmpty()) {
      return;
    }
    Allowance allowance = allowances.get(sender.toString());
    if (allowance != null) {
      allowance.limit().spend(events);
    }
  }

  private Duration unlimited(Source source) {
    if (!allowances.isEmpty()) {
      allowances.remove(source.toString());
    }
    return Duration.ZERO;
  }

  private Allowance allowance(Rate rate, @Nullable Allowance known) {
    return known != null && known.rate().equals(rate)
        ? known
        : new Allowance(rate, RateLimit.of(rate, clock));
  }
}
