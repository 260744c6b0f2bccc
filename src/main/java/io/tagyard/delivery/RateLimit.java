package io.tagyard.delivery;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.tagyard.diagnostic.Rate;
import io.tagyard.route.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Requests a connection may send per period and per day. A day's allowance comes back all at once,
 * a day after its first use. Thread-safe.
 */
final class RateLimit {
  private final @Nullable Bucket bucket;

  private RateLimit(@Nullable Bucket bucket) {
    this.bucket = bucket;
  }

  static RateLimit of(Connection connection, InstantSource clock) {
    Optional<Rate> rate = connection.tuning().rate();
    Optional<Long> perDay = connection.destination().definition().limits().perDay();
    return of(rate, perDay, clock);
  }

  static RateLimit of(Optional<Rate> rate, Optional<Long> perDay, InstantSource clock) {
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

  /** How long until a request may leave; zero = now. */
  Duration wait(int requests) {
    return bucket == null
        ? Duration.ZERO
        : Duration.ofNanos(bucket.estimateAbilityToConsume(requests).getNanosToWaitForRefill());
  }

  /** Requests that may leave now. */
  long available() {
    return bucket == null ? Long.MAX_VALUE : Math.max(0, bucket.getAvailableTokens());
  }

  /** One leaves. A half of a split batch leaves even when it is one too many, and is paid back. */
  void spend() {
    if (bucket != null) {
      bucket.consumeIgnoringRateLimits(1);
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
