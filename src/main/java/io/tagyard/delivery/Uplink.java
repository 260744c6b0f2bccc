package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Whether it is us. When most of the lanes that tried something within the last minute reached
 * nobody at all, the gateway's own network is the likelier culprit: those lanes wait and probe, and
 * none of their legs is buried. Any HTTP status is an answer. Thread-safe.
 */
final class Uplink {
  private static final Duration FRESH = Duration.ofMinutes(1);
  private static final int LANES_MIN = 2;

  private final Map<ConnectionId, Seen> last = new HashMap<>();

  private record Seen(boolean reached, Instant at) {}

  synchronized void reached(ConnectionId lane, Instant now) {
    last.put(lane, new Seen(true, now));
  }

  /** A lane reached nobody. True when that is so for most lanes. */
  synchronized boolean lost(ConnectionId lane, Instant now) {
    last.put(lane, new Seen(false, now));
    return suspicious(now);
  }

  synchronized boolean suspicious(Instant now) {
    last.values().removeIf(seen -> seen.at().plus(FRESH).isBefore(now));
    long lost = last.values().stream().filter(seen -> !seen.reached()).count();
    return lost >= LANES_MIN && 2 * lost > last.size();
  }

  synchronized void forget(ConnectionId lane) {
    last.remove(lane);
  }
}
