package io.tagyard.route;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.tagyard.diagnostic.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a connection or a source may send per period, and a connection per day. Thread-safe. */
public final class RateLimit {
  private final @Nullable Bucket bucket;
  private final @Nullable DayAllowance day;

  private RateLimit(@Nullable Bucket bucket, @Nullable DayAllowance day) {
    this.bucket = bucket;
    this.day = day;
  }

  /**
   * The limits of a connection.
   *
   * @param kept what {@link #spentToday} gave before
   */
  public static RateLimit of(Connection connection, InstantSource clock, Map<String, Long> kept) {
    Optional<Rate> rate = connection.tuning().rate();
    Optional<Long> perDay = connection.destination().definition().limits().perDay();
    return new RateLimit(
        rate.map(one -> bucket(one, clock)).orElse(null),
        perDay.map(count -> new DayAllowance(count, clock, kept)).orElse(null));
  }

  /** A rate alone. */
  public static RateLimit of(Rate rate, InstantSource clock) {
    return new RateLimit(bucket(rate, clock), null);
  }

  private static Bucket bucket(Rate rate, InstantSource clock) {
    return Bucket.builder()
        .withCustomTimePrecision(new Ticks(clock))
        .addLimit(
            Bandwidth.builder()
                .capacity(rate.count())
                .refillGreedy(rate.count(), rate.period())
                .build())
        .build();
  }

  /** How long until so many may pass; zero = now. */
  public Duration wait(int requests) {
    Duration rate =
        bucket == null
            ? Duration.ZERO
            : Duration.ofNanos(bucket.estimateAbilityToConsume(requests).getNanosToWaitForRefill());
    Duration today = day == null ? Duration.ZERO : day.pause();
    return rate.compareTo(today) > 0 ? rate : today;
  }

  /** How many may pass now. */
  public long available() {
    long rate = bucket == null ? Long.MAX_VALUE : Math.max(0, bucket.getAvailableTokens());
    return day == null ? rate : Math.min(rate, day.available());
  }

  /** So many pass. What is too much, such as the half of a split batch, passes and is paid back. */
  public void spend(long count) {
    if (bucket != null && count > 0) {
      bucket.consumeIgnoringRateLimits(count);
    }
    if (day != null) {
      day.spend(count);
    }
  }

  /** What must survive a restart. */
  public Map<String, Long> spentToday() {
    return day == null ? Map.of() : day.spent();
  }

  /** Never goes back, although its clock may be set back: nobody waits for as long. */
  private static final class Ticks implements TimeMeter {
    private final InstantSource clock;
    private long last = Long.MIN_VALUE;
    private long ticks;

    Ticks(InstantSource clock) {
      this.clock = clock;
    }

    @Override
    public synchronized long currentTimeNanos() {
      Instant now = clock.instant();
      long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
      ticks += last == Long.MIN_VALUE ? nanos : Math.max(0, nanos - last);
      last = nanos;
      return ticks;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
