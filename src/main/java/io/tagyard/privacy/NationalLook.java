package io.tagyard.privacy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Recognises phone numbers without plus and brackets by the groups they are written in, with
 * blanks, dashes, dots, slashes or underscores between them: ten digits as North America groups
 * them; those with a trunk zero, split after their area code, or mobile; those with {@code 00};
 * and, as a whole text, those of some countries without a trunk zero in the very groups of that
 * country. Each must be a valid number: order numbers and sizes come in groups, too.
 */
final class NationalLook {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final int GROUPS_MAX = 6;
  private static final int TRUNK_MIN = 9;
  private static final int TRUNK_MAX = 12;
  private static final int INTERNATIONAL_MIN = 10;
  private static final int INTERNATIONAL_MAX = 17;
  private static final int AREA_MAX = 5;
  private static final int ZIP = 5;
  private static final int ZIP_ADD_ON = 4;

  /** So many groups of digits that could be one are in no text that people wrote. */
  private static final int CANDIDATES_MAX = 64;

  private static final List<String> TRUNKS =
      List.of(
          "DE", "FR", "GB", "IT", "AU", "CH", "AT", "NL", "BE", "SE", "IE", "JP", "KR", "TR", "ZA",
          "NZ", "IL");
  private static final List<String> NO_TRUNK = List.of("ES", "MX", "CN", "IN", "BR");
  private static final Pattern EXTENSION =
      Pattern.compile(
          "(?i)[ ,]*(?:(?:ext|extension|durchwahl|dw|poste)[.:]? *|[x#] *)\\d{1,6}[ .]*|[ .]*");
  private static final int EXTENSION_MAX = 24;

  private NationalLook() {}

  /** Whether one is anywhere in the text. */
  static boolean in(String plain) {
    Runs runs = new Runs(plain);
    int candidates = 0;
    while (runs.next()) {
      for (int from = 0; from < runs.groups() - 1; from++) {
        for (int to = from + 1; to < Math.min(runs.groups(), from + GROUPS_MAX); to++) {
          if (runs.standsAlone(from, to) && shaped(runs, from, to)) {
            if (++candidates > CANDIDATES_MAX || isValid(runs, from, to)) {
              return true;
            }
          }
        }
      }
    }
    return false;
  }

  /** Whether the text is one, but for an extension. */
  static boolean is(String plain) {
    String text = Texts.trim(plain);
    Runs runs = new Runs(text);
    if (!runs.next() || runs.start(0) != 0 || runs.groups() > GROUPS_MAX || runs.groups() < 2) {
      return false;
    }
    int last = runs.groups() - 1;
    int end = runs.end(last);
    return text.length() - end <= EXTENSION_MAX
        && EXTENSION.matcher(text).region(end, text.length()).matches()
        && (shaped(runs, 0, last) && isValid(runs, 0, last) || inGroupsOf(runs, last));
  }

  private static boolean shaped(Runs runs, int from, int to) {
    int count = runs.count(from, to);
    if (isDate(lengths(runs, from, to), runs.digits(from, Math.min(to, from + 2)))) {
      return false;
    }
    String first = runs.group(from);
    if (first.startsWith("00")) {
      return count >= INTERNATIONAL_MIN && count <= INTERNATIONAL_MAX;
    }
    boolean part = from > 0 && runs.length(from - 1) == 1; // of a longer number: 0 986 424 815
    boolean zip = to == from + 1 && first.length() == ZIP && runs.length(to) == ZIP_ADD_ON;
    return first.charAt(0) == '0'
        ? !part
            && !zip
            && first.length() > 1
            && first.length() <= AREA_MAX
            && count >= TRUNK_MIN
            && count <= TRUNK_MAX
        : isNorthAmerican(runs, from, to);
  }

  private static boolean isNorthAmerican(Runs runs, int from, int to) {
    int area = runs.group(from).equals("1") ? from + 1 : from;
    return to == area + 2
        && runs.length(area) == 3
        && runs.length(area + 1) == 3
        && runs.length(to) == 4;
  }

  private static boolean isValid(Runs runs, int from, int to) {
    String digits = runs.digits(from, to);
    String first = runs.group(from);
    if (first.startsWith("00")) {
      return Phones.isNumber("+" + digits.substring(2));
    }
    if (first.charAt(0) == '0') {
      return TRUNKS.stream().anyMatch(region -> isSplit(digits, region, first));
    }
    return digits.startsWith("555") || Phones.e164(digits, "US").isPresent();
  }

  /** Whether it is a number of this region that is split after its area code, or a mobile one. */
  private static boolean isSplit(String digits, String region, String first) {
    try {
      PhoneNumber number = NUMBERS.parse(digits, region);
      return NUMBERS.isValidNumber(number)
          && (NUMBERS.getNumberType(number) == PhoneNumberType.MOBILE
              || groups(number).getFirst().equals(first));
    } catch (NumberParseException e) {
      return false; // no number: an answer, not a failure
    }
  }

  private static boolean inGroupsOf(Runs runs, int last) {
    String groups =
        IntStream.rangeClosed(0, last).mapToObj(runs::group).collect(Collectors.joining(" "));
    return NO_TRUNK.stream()
        .anyMatch(region -> {
          try {
            PhoneNumber number = NUMBERS.parse(runs.digits(0, last), region);
            return NUMBERS.isValidNumberForRegion(number, region)
                && String.join(" ", groups(number)).replaceFirst("^0", "").equals(groups);
          } catch (NumberParseException e) {
            return false; // no number: an answer, not a failure
          }
        });
  }

  private static List<String> groups(PhoneNumber number) {
    String national = NUMBERS.format(number, PhoneNumberFormat.NATIONAL);
    List<String> groups = List.of(national.replaceAll("\\D+", " ").trim().split(" "));
    return groups.getFirst().equals("0") ? groups.subList(1, groups.size()) : groups;
  }

  /** Whether groups of these lengths begin with a day of this or the last century. */
  static boolean isDate(int[] lengths, String digits) {
    if (lengths.length < 3 || lengths[1] != 2) {
      return false;
    }
    int year = lengths[0] == 4 && lengths[2] == 2 ? 0 : 4;
    return (year == 0 || lengths[0] == 2 && lengths[2] == 4)
        && (digits.startsWith("19", year) || digits.startsWith("20", year));
  }

  private static int[] lengths(Runs runs, int from, int to) {
    return IntStream.rangeClosed(from, to).map(runs::length).toArray();
  }
}
