package io.tagyard.diagnostic;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations, sizes, rates and shares as people write them. */
public final class Units {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(B|KiB|MiB|GiB)");
  private static final Pattern RATE = Pattern.compile("(\\d{1,9})/(s|m|h|d)");
  private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
  private static final Map<String, Duration> PERIODS =
      Map.of(
          "ms", Duration.ofMillis(1),
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1));
  private static final Map<String, Long> BYTES =
      Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

  private Units() {}

  /** {@code 100ms}, {@code 30s}, {@code 15m}, {@code 24h}, {@code 7d}. */
  public static Optional<Duration> duration(String text) {
    Matcher matcher = DURATION.matcher(text);
    return matcher.matches()
        ? Optional.of(period(matcher.group(2)).multipliedBy(Long.parseLong(matcher.group(1))))
        : Optional.empty();
  }

  /** {@code 64KiB}, {@code 1MiB}: bytes. */
  public static Optional<Long> size(String text) {
    Matcher matcher = SIZE.matcher(text);
    return matcher.matches()
        ? Optional.of(Long.parseLong(matcher.group(1)) * BYTES.getOrDefault(matcher.group(2), 1L))
        : Optional.empty();
  }

  /** {@code 500/s}, {@code 1000/h}; at least one. */
  public static Optional<Rate> rate(String text) {
    Matcher matcher = RATE.matcher(text);
    return matcher.matches() && Long.parseLong(matcher.group(1)) > 0
        ? Optional.of(new Rate(Long.parseLong(matcher.group(1)), period(matcher.group(2))))
        : Optional.empty();
  }

  /** A share of 1, from a text such as {@code 12.5%}; more than 0 and at most 1. */
  public static Optional<BigDecimal> percent(String text) {
    Matcher matcher = PERCENT.matcher(text);
    return matcher.matches()
        ? Optional.of(new BigDecimal(matcher.group(1)).movePointLeft(2))
            .filter(share -> share.signum() > 0 && share.compareTo(BigDecimal.ONE) <= 0)
        : Optional.empty();
  }

  private static Duration period(String unit) {
    return PERIODS.getOrDefault(unit, Duration.ZERO);
  }
}
