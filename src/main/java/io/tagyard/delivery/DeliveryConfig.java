package io.tagyard.delivery;

import java.time.Duration;

/**
 * How patient and how busy delivery may be. What operators set, and why it is so, is in {@code
 * tagyard-defaults.yaml}, section delivery; the rest stands in {@link #defaults}.
 *
 * @param window legs a lane holds in memory at most; beyond, it reads for itself
 * @param bytes of the events, as they lie in the journal, that all lanes together hold in memory at
 *     most; shared out among them
 * @param concurrency requests in flight on one track at most; within it the limit adapts
 * @param requests requests in flight on one lane with several hosts
 * @param hosts hosts a lane remembers; the least recently used is forgotten
 * @param hostWaiting legs waiting for a busy host before its further legs are parked
 * @param orderWaiting legs waiting behind one order before the order is let go
 * @param parkedPerMinute parked legs per minute that mean the destination itself is down
 * @param probe pause between probes of a destination that does not answer
 * @param misconfiguredProbe pause between probes of a lane whose credentials were refused
 * @param throttled pause after a throttling answer that names none; doubles up to a minute
 * @param throttledMax longest pause a destination may ask for
 * @param holdCheck how often a leg that waits for consent is looked at
 * @param retention how long an event stays in the journal, so how long a dead letter is useful
 */
public record DeliveryConfig(
    int window,
    long bytes,
    int concurrency,
    int requests,
    int hosts,
    int hostWaiting,
    int orderWaiting,
    int parkedPerMinute,
    Duration probe,
    Duration misconfiguredProbe,
    Duration throttled,
    Duration throttledMax,
    Duration holdCheck,
    Duration retention) {

  /** An event takes five times its bytes in memory; what waits may take a third of all. */
  private static final int HEAP_PER_BYTE = 16;

  /** What is used unless the operator says otherwise. */
  public static DeliveryConfig defaults() {
    return new DeliveryConfig(
        2_048,
        Runtime.getRuntime().maxMemory() / HEAP_PER_BYTE,
        64,
        64,
        1_000,
        256,
        200,
        500,
        Duration.ofSeconds(5),
        Duration.ofMinutes(5),
        Duration.ofSeconds(5),
        Duration.ofHours(6),
        Duration.ofMinutes(1),
        Duration.ofDays(7));
  }
}
