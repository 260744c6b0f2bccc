package io.tagyard.route;

import io.tagyard.diagnostic.Rate;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a connection delivers: the definition's limits and the workspace's {@code delivery} together.
 *
 * @param batch events in one request at most
 * @param flush longest wait for a batch to fill
 * @param timeout of one request
 * @param retryFor how long after its first attempt a leg is tried again
 * @param maxAge oldest event that is sent; empty = any
 * @param maxAgeOf the same for channels that differ ({@code store}, ...)
 * @param future how far ahead of the clock an event may lie; empty = any
 * @param byOrder whether legs of one order keep their order
 */
public record Tuning(
    int batch,
    Duration flush,
    Optional<Rate> rate,
    Duration timeout,
    Duration retryFor,
    Optional<Duration> maxAge,
    Map<String, Duration> maxAgeOf,
    Optional<Duration> future,
    boolean byOrder) {

  /** Oldest event of this channel that is sent; empty = any. */
  public Optional<Duration> maxAge(String channel) {
    return Optional.ofNullable(maxAgeOf.get(channel)).or(this::maxAge);
  }
}
