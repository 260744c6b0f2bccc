package io.tagyard.destination.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How long a platform asks us to wait: seconds or an HTTP date (RFC 9110, 10.2.3), a duration such
 * as {@code 30s} (protobuf's JSON form), or the moment itself in epoch seconds or milliseconds, as
 * X-RateLimit-Reset has it. At most a year: who waits has a shorter limit of its own.
 */
final class Pauses {
  private static final Pattern NUMBER = Pattern.compile("\\+?\\d{1,200}(\\.\\d{0,200})?");
  private static final Pattern DURATION = Pattern.compile("\\d{1,200}(\\.\\d{1,200})?s");
  private static final BigDecimal EPOCH_SECONDS = BigDecimal.valueOf(1_000_000_000L);
  private static final BigDecimal EPOCH_MILLIS = BigDecimal.valueOf(1_000_000_000_000L);
  private static final Duration LONGEST = Duration.ofDays(365);

  /** A moment that passed longer ago than this is no moment but a very long pause. */
  private static final Duration BEHIND = Duration.ofDays(1);

  private Pauses() {}

  /**
   * The pause from this moment on, never negative; empty when the text is none.
   *
   * @param now by the platform's own clock, where it told
   */
  static Optional<Duration> read(String text, Instant now) {
    String said = text.strip();
    Optional<Duration> pause;
    if (DURATION.matcher(said).matches()) {
      pause = Optional.of(seconds(new BigDecimal(said.substring(0, said.length() - 1))));
    } else if (NUMBER.matcher(said).matches()) {
      pause = Optional.of(number(new BigDecimal(said), now));
    } else {
      pause = moment(said, now).map(until -> Duration.between(now, until));
    }
    return pause.map(length ->
        length.isNegative() ? Duration.ZERO : length.compareTo(LONGEST) > 0 ? LONGEST : length);
  }

  private static Duration number(BigDecimal number, Instant now) {
    boolean millis = number.compareTo(EPOCH_MILLIS) >= 0;
    Duration sinceEpoch = seconds(millis ? number.movePointLeft(3) : number);
    Instant moment = Instant.EPOCH.plus(sinceEpoch);
    boolean isMoment = number.compareTo(EPOCH_SECONDS) >= 0 && moment.isAfter(now.minus(BEHIND));
    return isMoment ? Duration.between(now, moment) : seconds(number);
  }

  /** Never more than an Instant can be moved by. */
  private static Duration seconds(BigDecimal seconds) {
    BigDecimal some = seconds.min(BigDecimal.valueOf(Instant.MAX.getEpochSecond() / 2));
    BigDecimal nanos = some.remainder(BigDecimal.ONE).movePointRight(9);
    return Duration.ofSeconds(some.longValue(), nanos.setScale(0, RoundingMode.UP).longValue());
  }

  private static Optional<Instant> moment(String text, Instant now) {
    Optional<Instant> date = HttpDates.read(text, now);
    if (date.isPresent()) {
      return date;
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
