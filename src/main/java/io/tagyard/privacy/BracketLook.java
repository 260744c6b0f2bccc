package io.tagyard.privacy;

import java.util.ArrayList;
import java.util.List;

/**
 * Recognises a phone number with its area code or its trunk zero in brackets: {@code (650)
 * 555-0141}, {@code (030) 901820}, {@code (0)30 901820}.
 */
final class BracketLook {
  private static final String MARKS = " ./-_";
  private static final int BETWEEN_MAX = 3;
  private static final int AREA_MAX = 5;
  private static final int REST_MIN = 5;
  private static final int DIGITS_MIN = 7;
  private static final int DIGITS_MAX = 13;

  /** Countries whose area codes stand in brackets without a zero. */
  private static final List<String> REGIONS =
      List.of("BR", "MX", "AR", "RU", "UA", "IN", "ES", "TR", "CO", "PE");

  private BracketLook() {}

  /** Whether one begins with the bracket that opens here. */
  static boolean at(String text, int open) {
    int close = open + 1;
    while (close < text.length() && digit(text.charAt(close))) {
      close++;
    }
    int length = close - open - 1;
    if (length < 1 || length > AREA_MAX || close >= text.length() || text.charAt(close) != ')') {
      return false;
    }
    String area = text.substring(open + 1, close);
    List<String> groups = groups(text, close + 1);
    String rest = String.join("", groups);
    int digits = area.length() + rest.length();
    if (rest.length() < REST_MIN || digits < DIGITS_MIN || digits > DIGITS_MAX) {
      return false;
    }
    return area.charAt(0) == '0'
        ? !NationalLook.isDate(groups.stream().mapToInt(String::length).toArray(), rest)
        : isNorthAmerican(area, rest) || elsewhere(area, rest);
  }

  private static boolean isNorthAmerican(String area, String rest) {
    return area.length() == 3 && rest.length() == 7 && area.charAt(0) > '1' && rest.charAt(0) > '1';
  }

  private static boolean elsewhere(String area, String rest) {
    return area.length() <= 3
        && REGIONS.stream().anyMatch(region -> Phones.e164(area + rest, region).isPresent());
  }

  private static List<String> groups(String text, int from) {
    List<String> groups = new ArrayList<>();
    int i = from;
    int digits = 0;
    while (digits <= DIGITS_MAX) {
      int start = i;
      while (start < text.length()
          && start - i < BETWEEN_MAX
          && MARKS.indexOf(text.charAt(start)) >= 0) {
        start++;
      }
      int end = start;
      while (end < text.length() && digit(text.charAt(end)) && end - start <= DIGITS_MAX) {
        end++;
      }
      if (end == start) {
        break;
      }
      groups.add(text.substring(start, end));
      digits += end - start;
      i = end;
    }
    return groups;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
