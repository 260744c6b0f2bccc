package io.tagyard.destination.definition;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Dates as HTTP writes them (RFC 9110, 5.6.7): {@code Sun, 06 Nov 1994 08:49:37 GMT}, {@code
 * Sunday, 06-Nov-94 08:49:37 GMT}, {@code Sun Nov 6 08:49:37 1994}. The day of the week is not
 * looked at; for GMT there may be another word for the same, an offset, or nothing.
 */
final class HttpDates {
  private static final String ZONE = "(?: ?(GMT|UTC|UT|Z|[+-]\\d{2}:?\\d{2}))?";
  private static final String TIME = "(\\d{1,2}:\\d{2}:\\d{2})";
  private static final Pattern DAY_FIRST =
      pattern("(?:[a-z]+,? )?(\\d{1,2})[ -]([a-z]{3})[ -](\\d{4}|\\d{2}) " + TIME + ZONE);
  private static final Pattern MONTH_FIRST =
      pattern("(?:[a-z]+,? )?([a-z]{3}) (\\d{1,2}) " + TIME + ZONE + " (\\d{4})" + ZONE);
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final int FUTURE_YEARS_MAX = 50;

  private HttpDates() {}

  /**
   * The moment; empty when the text is no such date.
   *
   * @param now a year of two digits is the one within fifty years after this, or before it
   */
  static Optional<Instant> read(String text, Instant now) {
    String said = BLANKS.matcher(text.strip()).replaceAll(" ");
    Matcher day = DAY_FIRST.matcher(said);
    if (day.matches()) {
      return moment(day.group(1), day.group(2), day.group(3), day.group(4), day.group(5), now);
    }
    Matcher month = MONTH_FIRST.matcher(said);
    if (month.matches()) {
      String zone = month.group(4) == null ? month.group(6) : month.group(4);
      return moment(month.group(2), month.group(1), month.group(5), month.group(3), zone, now);
    }
    return Optional.empty();
  }

  private static Optional<Instant> moment(
      String day,
      String month,
      String year,
      String time,
      @org.jspecify.annotations.Nullable String zone,
      Instant now) {
    int oldest = now.atOffset(ZoneOffset.UTC).getYear() - (99 - FUTURE_YEARS_MAX);
    DateTimeFormatter form =
        new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("d MMM ")
            .appendValueReduced(ChronoField.YEAR, 2, 4, oldest)
            .appendPattern(" H:mm:ss")
            .toFormatter(Locale.ROOT);
    try {
      LocalDateTime local = LocalDateTime.parse(day + " " + month + " " + year + " " + time, form);
      return Optional.of(local.toInstant(offset(zone)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static ZoneOffset offset(@org.jspecify.annotations.Nullable String zone) {
    boolean named = zone == null || Character.isLetter(zone.charAt(0));
    return named ? ZoneOffset.UTC : ZoneOffset.of(zone);
  }

  private static Pattern pattern(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }
}
