package io.tagyard.privacy;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Gender as {@code f} or {@code m}; date of birth as {@code YYYYMMDD}. */
final class Traits {
  private static final Set<String> FEMALE = Set.of("f", "female", "woman", "girl", "lady");
  private static final Set<String> MALE = Set.of("m", "male", "man", "boy", "gentleman");
  private static final Pattern YEAR_FIRST =
      Pattern.compile("(\\d{4})([-/. ]?)(\\d{1,2})\\2(\\d{1,2})(?:[T ].*)?");
  private static final Pattern YEAR_LAST =
      Pattern.compile("(\\d{1,2})([-–/. ])(\\d{1,2})\\2(\\d{4})");
  private static final int YEAR_MIN = 1900;
  private static final int YEAR_MAX = 2100;

  private Traits() {}

  /** Anything but these two is left out: they are what all platforms take. */
  static Normaliser.Forms gender(String raw, @Nullable String region) {
    String word = Texts.lower(Texts.trim(raw));
    if (FEMALE.contains(word)) {
      return Normaliser.Forms.same("f");
    }
    return MALE.contains(word)
        ? Normaliser.Forms.same("m")
        : Normaliser.Forms.refused("platforms take f and m only");
  }

  /**
   * Year first in any usual writing; with the year last a dot means day first, otherwise the number
   * above 12 is the day, and where both could be, the US reads the month first and others the day.
   * Without a region nobody knows, and one of the two would be another person's.
   */
  static Normaliser.Forms dateOfBirth(String raw, @Nullable String region) {
    String text = Texts.trim(raw);
    Matcher first = YEAR_FIRST.matcher(text);
    if (first.matches() && (!first.group(2).isEmpty() || text.length() >= 8)) {
      return day(first.group(1), first.group(3), first.group(4));
    }
    Matcher last = YEAR_LAST.matcher(text);
    if (!last.matches()) {
      return Normaliser.Forms.refused("not a date with year, month and day");
    }
    if (region == null && ambiguous(last)) {
      return Normaliser.Forms.refused("could be two days, and no country to read it in");
    }
    return dayFirst(last, region)
        ? day(last.group(4), last.group(3), last.group(1))
        : day(last.group(4), last.group(1), last.group(3));
  }

  private static boolean ambiguous(Matcher date) {
    int one = Integer.parseInt(date.group(1));
    int two = Integer.parseInt(date.group(3));
    return one <= 12 && two <= 12 && one != two && !date.group(2).equals(".");
  }

  private static boolean dayFirst(Matcher date, @Nullable String region) {
    int one = Integer.parseInt(date.group(1));
    int two = Integer.parseInt(date.group(3));
    if (one > 12 || two > 12) {
      return one > 12;
    }
    return date.group(2).equals(".") || !"US".equals(region);
  }

  private static Normaliser.Forms day(String year, String month, String day) {
    try {
      LocalDate date =
          LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
      return date.getYear() < YEAR_MIN || date.getYear() > YEAR_MAX
          ? Normaliser.Forms.refused("not a year of birth")
          : Normaliser.Forms.same(date.format(DateTimeFormatter.BASIC_ISO_DATE));
    } catch (DateTimeException e) {
      // No such day: an answer, not a failure.
      return Normaliser.Forms.refused("no such day in the calendar");
    }
  }
}
