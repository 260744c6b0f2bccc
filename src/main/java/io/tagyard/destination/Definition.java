package io.tagyard.destination;

import io.tagyard.diagnostic.Rate;
import io.tagyard.event.Purpose;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is declared about a destination, for those who route to it, run its lane or show it.
 *
 * @param needs purposes without which nothing goes out
 * @param restrictedMode whether the platform has a limited mode for opted-out visitors
 * @param gatedParts root of an event (or {@code identity}, {@code click_ids}, ...) to the purpose
 *     that opens it
 * @param rawFields retained fields it may send ({@code first_name}, ...); {@code *} = all
 * @param corrects event names that correct an earlier one of their order and need its state
 * @param testMode whether the connection's settings put it in a test mode, so that it takes test
 *     events
 */
public record Definition(
    String name,
    String title,
    String docs,
    Version version,
    Set<Purpose> needs,
    boolean restrictedMode,
    Map<String, Purpose> gatedParts,
    Set<String> rawFields,
    Set<String> corrects,
    boolean testMode,
    Limits limits) {

  /** The platform's API version, when it was checked (ISO date), when it ends where known. */
  public record Version(String api, String checked, Optional<String> ends) {}

  /**
   * What the platform takes.
   *
   * @param batch events in one request; 1 = not batched
   * @param body bytes of one request
   * @param maxAge oldest event taken; empty = any
   * @param maxAgeOf the same for channels that differ ({@code store}, ...)
   * @param future how far ahead an event may lie; empty = any
   * @param timeout for one request
   * @param correction age up to which a correction is taken
   */
  public record Limits(
      int batch,
      int body,
      Optional<Duration> maxAge,
      Map<String, Duration> maxAgeOf,
      Optional<Duration> future,
      Duration timeout,
      Optional<Rate> rate,
      Optional<Long> perDay,
      Optional<Duration> correction) {

    /** The same, one event in a request. */
    public Limits single() {
      return new Limits(1, body, maxAge, maxAgeOf, future, timeout, rate, perDay, correction);
    }
  }
}
