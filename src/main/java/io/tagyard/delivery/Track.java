package io.tagyard.delivery;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One host as a lane sees it: how many requests may be in flight, whether it asked for a pause,
 * whether it is down. A track starts with one request in flight, also after every stop, widens with
 * the first accepted event, and then adapts. Refusals alone do not widen it: with round trips of 50
 * ms a lane that is only refused makes 20 dead letters a second instead of 300 and more, which is
 * time for a person to see that a mapping is wrong; and one acceptance is enough. Times are of the
 * {@link SteadyClock}. Thread-safe.
 */
final class Track {
  private static final int CALLS_SEEN = 20;
  private static final int CALLS_SEEN_MIN = 10;

  /** Failures further apart than this do not make an outage: one leg's retries alone are none. */
  private static final Duration QUIET = Duration.ofMinutes(1);

  /** Until the next event is tried when one was refused where others were accepted before. */
  private static final Duration NEXT_SOON = Duration.ofSeconds(1);

  /** The same where nothing was ever accepted: it is likelier that nothing will be. */
  private static final Duration NEXT = Duration.ofSeconds(10);

  private static final Duration THROTTLE_GROWS_TO = Duration.ofMinutes(1);
  private static final Duration THROTTLE_AT_LEAST = Duration.ofSeconds(1);

  /** So many throttles in a row are not over when a pause is. */
  private static final int THROTTLED_AGAIN = 2;

  private final DeliveryConfig config;
  private final CircuitBreaker breaker;
  private final ParkRate parkRate;
  private final ConcurrencyLimit limit;
  private int inFlight;
  private @Nullable Stop stop;
  private @Nullable Instant probeAt;

  /** Throttles in a row: nothing was accepted between them. */
  private int throttles;

  private @Nullable String throttledBecause;
  private Instant lastCall = Instant.MIN;
  private final Doubt doubt = new Doubt();

  Track(String host, DeliveryConfig config, InstantSource clock) {
    this.config = config;
    this.limit = new ConcurrencyLimit(config.concurrency());
    this.parkRate = new ParkRate(config.parkedPerMinute());
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
   * The state people see: a stop that is being probed is still a stop, a pause that is over is not,
   * unless pause follows pause.
   */
  synchronized LaneState state(Instant now) {
    if (stop != null && (stop.state() != LaneState.SLOWED || now.isBefore(stop.until()))) {
      return stop.state();
    }
    if (breaker.getState() != State.CLOSED) {
      return LaneState.OPEN;
    }
    return throttles >= THROTTLED_AGAIN ? LaneState.SLOWED : LaneState.HEALTHY;
  }

  synchronized @Nullable String because() {
    return stop == null ? throttledBecause : stop.because();
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
      throttles = 0;
      throttledBecause = null;
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

  /**
   * Waits as long as it was asked to, but not less than our own plan for so many throttles in a
   * row, and at most the configured longest pause. Answers to requests that were under way when the
   * pause began belong to the same throttle.
   */
  synchronized Stop throttle(Optional<Duration> asked, String because, Instant now) {
    boolean pausing =
        stop != null && stop.state() == LaneState.SLOWED && now.isBefore(stop.until());
    throttles += pausing ? 0 : 1;
    throttledBecause = because;
    Duration own = config.throttled();
    for (int i = 1; i < throttles && own.compareTo(THROTTLE_GROWS_TO) < 0; i++) {
      own = own.multipliedBy(2);
    }
    Duration planned = longer(shorter(own, THROTTLE_GROWS_TO), THROTTLE_AT_LEAST);
    Duration pause = asked.map(length -> longer(length, planned)).orElse(planned);
    return stopUntil(LaneState.SLOWED, because, now.plus(shorter(pause, config.throttledMax())));
  }

  /** Stops for its settings; probes slowly, and not earlier than it was asked to. */
  synchronized Stop misconfigured(String because, Optional<Duration> asked, Instant now) {
    return misconfigured(because, config.misconfiguredProbe(), asked, now);
  }

  private Stop misconfigured(
      String because, Duration probe, Optional<Duration> asked, Instant now) {
    Duration longest = shorter(asked.orElse(Duration.ZERO), config.throttledMax());
    return stopUntil(LaneState.MISCONFIGURED, because, now.plus(longer(probe, longest)));
  }

  /**
   * A request with these was answered as if the settings were wrong: stops at once. Until that is
   * settled, and after one that was tried again, the next event is tried soon.
   *
   * @param blameable false when nothing was sent at all
   * @return whether it needs a person, as far as is known
   */
  synchronized boolean refused(
      List<Long> positions, boolean blameable, NextStep.StopLane step, Instant now) {
    boolean news = doubt.refused(positions, blameable);
    Duration probe = config.misconfiguredProbe();
    if (!news || !doubt.isSettled()) {
      probe = shorter(probe, doubt.everAccepted() ? NEXT_SOON : NEXT);
    }
    misconfigured(step.sentence(), probe, step.asked(), now);
    return !news || doubt.isSettled() || !doubt.everAccepted();
  }

  /** Whether it is its settings or single events that are refused. */
  Doubt doubt() {
    return doubt;
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
    throttles = 0;
    throttledBecause = null;
    limit.restart();
    if (breaker.getState() == State.OPEN) {
      breaker.transitionToHalfOpenState();
    }
  }

  /** Its settings are others now. */
  synchronized void restart() {
    doubt.restart();
    release();
  }

  synchronized int inFlight() {
    return inFlight;
  }

  synchronized int limit() {
    return limit.get();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
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
