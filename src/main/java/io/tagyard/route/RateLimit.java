package io.tagyard.route;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.tagyard.diagnostic.Rate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a connection or a source may send per period and per day. A day's allowance comes back all
 * at once, a day after its first use. Thread-safe.
 */
public final class RateLimit {
  private final @Nullable Bucket bucket;

  private RateLimit(@Nullable Bucket bucket) {
    this.bucket = bucket;
  }

  /** What the connection and its platform allow. */
  public static RateLimit of(Connection connection, InstantSource clock) {
    Optional<Rate> rate = connection.tuning().rate();
    Optional<Long> perDay = connection.destination().definition().limits().perDay();
    return of(rate, perDay, clock);
  }

  /** These limits; none = as much as there is. */
  public static RateLimit of(Optional<Rate> rate, Optional<Long> perDay, InstantSource clock) {
    if (rate.isEmpty() && perDay.isEmpty()) {
      return new RateLimit(null);
    }
    LocalBucketBuilder builder = Bucket.builder().withCustomTimePrecision(new Ticks(clock));
    rate.ifPresent(one ->
        builder.addLimit(
            Bandwidth.builder()
                .capacity(one.count())
                .refillGreedy(one.count(), one.period())
                .build()));
    perDay.ifPresent(count ->
        builder.addLimit(
            Bandwidth.builder()
                .capacity(count)
                .refillIntervally(count, Duration.ofDays(1))
                .build()));
    return new RateLimit(builder.build());
  }

  /** How long until so many may pass; zero = now. */
  public Duration wait(int requests) {
    return bucket == null
        ? Duration.ZERO
        : Duration.ofNanos(bucket.estimateAbilityToConsume(requests).getNanosToWaitForRefill());
  }

  /** How many may pass now. */
  public long available() {
    return bucket == null ? Long.MAX_VALUE : Math.max(0, bucket.getAvailableTokens());
  }

  /** So many pass. What is too much, such as the half of a split batch, passes and is paid back. */
  public void spend(long count) {
    if (bucket != null && count > 0) {
      bucket.consumeIgnoringRateLimits(count);
    }
  }

  private record Ticks(InstantSource clock) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      Instant now = clock.instant();
      return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public boolean isWallClockBased() {
      return true;
    }
  }
}
