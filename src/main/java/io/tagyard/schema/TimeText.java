package io.tagyard.schema;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time as common languages print it: RFC 3339, also with a blank for the {@code T}, an offset
 * without its colon, any number of digits of a second, and the 61st second.
 *
 * @param text the same in RFC 3339, as precise as it was given, to nanoseconds
 */
record TimeText(Instant instant, String text) {
  private static final int LENGTH_MAX = 64;
  private static final int NANOSECONDS = 9;
  private static final Pattern FORM =
      Pattern.compile(
          "(\\d{4})-(\\d\\d)-(\\d\\d)[Tt ](\\d\\d):(\\d\\d)(?::(\\d\\d)(?:[.,](\\d{1,30}))?)?"
              + " ?(?:([Zz]|UTC|GMT)|([+-]\\d\\d)(?::?(\\d\\d))?)");
  private static final Pattern ZONELESS =
      Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?)");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
  private static final Pattern NUMBER = Pattern.compile("\\d{9,19}(?:\\.\\d{1,9})?");
  private static final DateTimeFormatter JAVASCRIPT =
      DateTimeFormatter.ofPattern("EEE MMM dd yyyy HH:mm:ss 'GMT'xx", Locale.ENGLISH);

  /** The time of this text; empty when it is none. */
  static Optional<TimeText> of(String text) {
    Matcher parts = FORM.matcher(text);
    if (text.length() > LENGTH_MAX || !parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(read(parts));
    } catch (DateTimeException noSuchDay) {
      return Optional.empty();
    }
  }

  private static TimeText read(Matcher parts) {
    LocalDate day = LocalDate.of(number(parts, 1), number(parts, 2), number(parts, 3));
    int second = parts.group(6) == null ? 0 : number(parts, 6);
    boolean leap = second == 60;
    LocalTime time = LocalTime.of(number(parts, 4), number(parts, 5), leap ? 59 : second);
    String fraction = fraction(parts.group(7));
    String offset =
        parts.group(9) == null
            ? "Z"
            : parts.group(9) + ":" + (parts.group(10) == null ? "00" : parts.group(10));
    OffsetDateTime read = OffsetDateTime.of(day, time, ZoneOffset.of(offset));
    OffsetDateTime meant = leap ? read.plusSeconds(1) : read;
    String shown =
        meant.toLocalDate()
            + "T"
            + meant.toLocalTime().truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_TIME)
            + (fraction.isEmpty() ? "" : "." + fraction)
            + offset;
    long nanos =
        fraction.isEmpty()
            ? 0
            : new BigDecimal("0." + fraction).movePointRight(NANOSECONDS).longValueExact();
    return new TimeText(meant.toInstant().plusNanos(nanos), shown);
  }

  private static String fraction(@Nullable String digits) {
    return digits == null ? "" : digits.substring(0, Math.min(NANOSECONDS, digits.length()));
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  /** What a value that is no such time looks like, and what to write instead; empty for neither. */
  static String looksLike(String text) {
    if (NUMBER.matcher(text).matches()) {
      return epoch(text);
    }
    Matcher zoneless = ZONELESS.matcher(text);
    if (zoneless.matches()) {
      return "has no offset: write %sT%sZ if it is UTC"
          .formatted(zoneless.group(1), zoneless.group(2));
    }
    if (DAY.matcher(text).matches()) {
      return "is a day without a time: write %sT12:00:00Z".formatted(text);
    }
    return printed(text, DateTimeFormatter.RFC_1123_DATE_TIME)
        .or(() -> printed(text.replaceAll(" \\(.*", ""), JAVASCRIPT))
        .map(time -> "looks like a printed date: write " + time)
        .orElse("");
  }

  private static String epoch(String text) {
    int dot = text.indexOf('.');
    int digits = dot < 0 ? text.length() : dot;
    int decimals = digits <= 11 ? 0 : digits <= 14 ? 3 : digits <= 17 ? 6 : 9;
    String unit =
        switch (decimals) {
          case 0 -> "seconds";
          case 3 -> "milliseconds";
          case 6 -> "microseconds";
          default -> "nanoseconds";
        };
    long seconds = new BigDecimal(text).movePointLeft(decimals).longValue();
    return "looks like epoch " + unit + ": write " + Instant.ofEpochSecond(seconds);
  }

  private static Optional<Instant> printed(String text, DateTimeFormatter form) {
    try {
      return text.length() > LENGTH_MAX
          ? Optional.empty()
          : Optional.of(form.parse(text, OffsetDateTime::from).toInstant());
    } catch (DateTimeException anotherForm) {
      return Optional.empty();
    }
  }
}
