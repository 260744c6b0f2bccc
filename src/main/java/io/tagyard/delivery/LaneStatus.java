package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a lane is doing, for {@code GET /v1/connections}.
 *
 * @param because why it is not healthy, where known
 * @param until when it tries again; null when nothing is planned
 * @param lag age of the oldest leg without a fate
 * @param outcomes legs by outcome since the start
 * @param concurrency requests that may be in flight now
 */
public record LaneStatus(
    ConnectionId connection,
    String destination,
    LaneState state,
    @Nullable String because,
    @Nullable Instant until,
    BalanceLine balance,
    Duration lag,
    Map<String, Long> outcomes,
    int inFlight,
    int concurrency) {
  /** Legs without a fate. */
  public long lagEvents() {
    return balance.pending();
  }
}
