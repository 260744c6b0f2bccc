package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/** Times in events, and how platforms want them. */
public final class Times {
  private static final int NANO_DIGITS = 9;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private Times() {}

  /** The moment; null when the value is no time with an offset. */
  public static @Nullable Instant instant(JsonNode value) {
    if (value instanceof TimeNode time) {
      return time.at();
    }
    if (!value.isTextual()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value.textValue()).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** A day or a moment in UTC, for patterns; null when it is neither. */
  static @Nullable TemporalAccessor temporal(JsonNode value) {
    Instant at = instant(value);
    if (at != null) {
      return at.atOffset(ZoneOffset.UTC);
    }
    try {
      return value.isTextual() ? LocalDate.parse(value.textValue()) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** In UTC, with as many digits of a second as the text has. */
  static String iso(JsonNode asGiven, Instant at) {
    String text = asGiven.asText();
    int point = text.indexOf('.');
    int digits = 0;
    while (point >= 0
        && point + 1 + digits < text.length()
        && Character.isDigit(text.charAt(point + 1 + digits))) {
      digits++;
    }
    return iso(at, Math.min(digits, NANO_DIGITS));
  }

  /** In UTC, with this many digits of a second, cut off and not rounded. */
  static String iso(Instant at, int digits) {
    String whole = SECONDS.format(at);
    String nanos = String.format(java.util.Locale.ROOT, "%09d", at.getNano());
    return digits == 0 ? whole + "Z" : whole + "." + nanos.substring(0, digits) + "Z";
  }

  static long micros(Instant at) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at);
  }
}
