package io.tagyard.destination.definition;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a platform asks us to wait: seconds or an HTTP date (RFC 9110, 10.2.3), a duration such
 * as {@code 30s} (protobuf's JSON form), or the moment itself in epoch seconds or milliseconds, as
 * X-RateLimit-Reset has it.
 */
final class Pauses {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}(\\.\\d{1,9})?");
  private static final Pattern DURATION = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?s");
  private static final BigDecimal EPOCH_SECONDS = BigDecimal.valueOf(1_000_000_000L);
  private static final BigDecimal EPOCH_MILLIS = BigDecimal.valueOf(1_000_000_000_000L);
  private static final BigDecimal MILLIS = BigDecimal.valueOf(1_000);

  private Pauses() {}

  /** The pause from this moment on, never negative; empty when the text is none. */
  static Optional<Duration> read(String text, Instant now) {
    String said = text.strip();
    String asked = DURATION.matcher(said).matches() ? said.substring(0, said.length() - 1) : said;
    Optional<Duration> pause =
        NUMBER.matcher(asked).matches()
            ? Optional.of(number(new BigDecimal(asked), now))
            : date(asked).map(until -> Duration.between(now, until));
    return pause.map(length -> length.isNegative() ? Duration.ZERO : length);
  }

  private static Duration number(BigDecimal number, Instant now) {
    if (number.compareTo(EPOCH_MILLIS) >= 0) {
      return Duration.between(now, Instant.ofEpochMilli(number.longValue()));
    }
    if (number.compareTo(EPOCH_SECONDS) >= 0) {
      return Duration.between(now, Instant.ofEpochSecond(number.longValue()));
    }
    return Duration.ofMillis(number.multiply(MILLIS).longValue());
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(
          ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return moment(text);
    }
  }

  private static Optional<Instant> moment(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
