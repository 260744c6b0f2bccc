package io.tagyard.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One host as a lane sees it: how many requests may be in flight, whether it asked for a pause,
 * whether it is down. A track starts with one request in flight, also after every stop, widens with
 * the first accepted event, and then adapts. Thread-safe.
 */
final class Track {
  private static final int CALLS_SEEN = 20;
  private static final int CALLS_SEEN_MIN = 10;

  /** Failures further apart than this do not make an outage: one leg's retries alone are none. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  private static final Duration THROTTLE_GROWS_TO = Duration.ofMinutes(1);

  private final DeliveryConfig config;
  private final CircuitBreaker breaker;
  private final ParkRate parkRate;
  private final ConcurrencyLimit limit;
  private int inFlight;
  private @Nullable Stop stop;
  private @Nullable Instant probeAt;
  private Duration nextThrottle;
  private Instant lastCall = Instant.MIN;

  Track(String host, DeliveryConfig config, InstantSource clock) {
    this.config = config;
    this.limit = new ConcurrencyLimit(config.concurrency());
    this.parkRate = new ParkRate(config.parkedPerMinute());
    this.nextThrottle = config.throttled();
    this.breaker =
        CircuitBreaker.of(
            host,
            CircuitBreakerConfig.custom()
                .clock(clock.withZone(ZoneOffset.UTC))
                .slidingWindow(CALLS_SEEN, CALLS_SEEN_MIN, SlidingWindowType.COUNT_BASED)
                .failureRateThreshold(50)
                .waitDurationInOpenState(config.probe())
                .permittedNumberOfCallsInHalfOpenState(1)
                .build());
  }

  /** Why a track stands still, and until when. */
  record Stop(LaneState state, String because, Instant until) {}

  /** May a request leave now? */
  sealed interface Entry {
    /** Yes, and it is counted; {@link Track#leave} must follow. */
    record Go() implements Entry {}

    /** Not before another one has come back. */
    record Busy() implements Entry {}

    /** Not before this. */
    record Wait(Stop stop) implements Entry {}
  }

  synchronized Entry enter(Instant now) {
    Stop standing = stop(now);
    if (standing != null) {
      return new Entry.Wait(standing);
    }
    if (inFlight >= limit.get() || !breaker.tryAcquirePermission()) {
      return new Entry.Busy();
    }
    inFlight++;
    if (inFlight >= limit.get()) {
      limit.full();
    }
    return new Entry.Go();
  }

  synchronized void leave() {
    inFlight--;
  }

  /** What keeps this track from sending, if anything does. */
  synchronized @Nullable Stop stop(Instant now) {
    if (stop != null && now.isBefore(stop.until())) {
      return stop;
    }
    if (probeAt != null && now.isBefore(probeAt)) {
      return new Stop(LaneState.OPEN, "no usable answer", probeAt);
    }
    return null;
  }

  /**
   * The state people see: a stop that is being probed is still a stop, a pause that is over is not.
   */
  synchronized LaneState state(Instant now) {
    if (stop != null && (stop.state() != LaneState.SLOWED || now.isBefore(stop.until()))) {
      return stop.state();
    }
    return breaker.getState() == State.CLOSED ? LaneState.HEALTHY : LaneState.OPEN;
  }

  synchronized @Nullable String because() {
    return stop == null ? null : stop.because();
  }

  synchronized @Nullable Instant until() {
    return stop == null ? probeAt : stop.until();
  }

  /**
   * How long a request took, for the limit.
   *
   * @param pressed whether its answer, or none, asks for less
   * @param now monotonic nanoseconds
   */
  synchronized void measured(Duration roundTrip, boolean accepted, boolean pressed, long now) {
    if (pressed) {
      limit.pressed(now);
    } else if (accepted) {
      limit.answered(roundTrip.toNanos(), now);
    }
  }

  /** A usable answer, whatever it says about its events. */
  synchronized void answered(boolean accepted, Instant now) {
    called(now);
    breaker.onSuccess(0, TimeUnit.NANOSECONDS);
    if (stop != null && !now.isBefore(stop.until())) {
      stop = null;
    }
    if (breaker.getState() == State.CLOSED && probeAt != null) {
      probeAt = null;
      // an outage that is over says nothing about the next one
      parkRate.reset();
    }
    if (accepted && stop == null && probeAt == null) {
      limit.widen();
      nextThrottle = config.throttled();
    }
  }

  /**
   * No usable answer for this many legs.
   *
   * @return whether the destination itself is down: then the legs stay in hand
   */
  synchronized boolean failed(int legs, Instant now) {
    called(now);
    if (breaker.getState() == State.OPEN) {
      return true;
    }
    breaker.onError(0, TimeUnit.NANOSECONDS, new Unanswered());
    if (breaker.getState() == State.CLOSED && !parkRate.exceededBy(legs, now)) {
      return false;
    }
    trip(now);
    return true;
  }

  /** Some events of an answer are to be parked; whether they are so many that it is an outage. */
  synchronized boolean parksTooMany(int legs, Instant now) {
    if (!parkRate.exceededBy(legs, now)) {
      return false;
    }
    trip(now);
    return true;
  }

  private void called(Instant now) {
    if (breaker.getState() == State.CLOSED && lastCall.isBefore(now.minus(QUIET))) {
      breaker.reset();
    }
    lastCall = now;
  }

  /** A request that was counted as leaving and did not leave. */
  synchronized void unused() {
    breaker.releasePermission();
  }

  /** Stops and probes, as if the breaker had opened by itself. */
  synchronized void trip(Instant now) {
    if (breaker.getState() != State.OPEN) {
      breaker.transitionToOpenState();
    }
    parkRate.reset();
    limit.restart();
    // a little after the breaker, which opens its gate only beyond its own pause
    probeAt = now.plus(config.probe()).plusMillis(1);
  }

  /** Waits as long as it was asked to, at most the configured longest pause. */
  synchronized Stop throttle(@Nullable Duration asked, String because, Instant now) {
    Duration pause = asked == null ? nextThrottle : asked;
    if (asked == null) {
      nextThrottle = shorter(nextThrottle.multipliedBy(2), THROTTLE_GROWS_TO);
    }
    Instant until = now.plus(shorter(pause, config.throttledMax()));
    return stopUntil(LaneState.SLOWED, because, until);
  }

  /** Stops for its settings; probes slowly. */
  synchronized Stop misconfigured(String because, Instant now) {
    return stopUntil(LaneState.MISCONFIGURED, because, now.plus(config.misconfiguredProbe()));
  }

  /** Stops until then, or longer if it was stopped for longer already. */
  synchronized Stop stopUntil(LaneState state, String because, Instant until) {
    limit.restart();
    Stop now = stop;
    Stop next =
        now != null && now.state() == state && now.until().isAfter(until)
            ? now
            : new Stop(state, because, until);
    stop = next;
    return next;
  }

  /** Forgets every stop: the next request may leave at once, alone. */
  synchronized void release() {
    stop = null;
    probeAt = null;
    limit.restart();
    if (breaker.getState() == State.OPEN) {
      breaker.transitionToHalfOpenState();
    }
  }

  synchronized int inFlight() {
    return inFlight;
  }

  synchronized int limit() {
    return limit.get();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The breaker wants an exception for every failure; this one has no stack. */
  private static final class Unanswered extends Exception {
    private static final long serialVersionUID = 1L;

    Unanswered() {
      super("no usable answer", null, false, false);
    }
  }
}
