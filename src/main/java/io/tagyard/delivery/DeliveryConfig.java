package io.tagyard.delivery;

import java.time.Duration;

/**
 * How patient and how busy delivery may be. What operators set, and why it is so, is in {@code
 * tagyard-defaults.yaml}, section delivery; the rest stands in {@link #defaults}.
 *
 * @param window legs a lane holds in memory at most; beyond, it reads for itself
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

  /** What is used unless the operator says otherwise. */
  public static DeliveryConfig defaults() {
    return new DeliveryConfig(
        2_048,
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
