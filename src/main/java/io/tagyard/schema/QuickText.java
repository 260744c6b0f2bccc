package io.tagyard.schema;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The few patterns of our own schemas as plain loops: an event has a dozen texts to look at, and a
 * matcher for each costs more than reading them. A pattern it does not know is matched as one.
 */
final class QuickText {
  private static final String NO_CONTROLS = "^[^\\x00-\\x1f\\x7f]*$";
  private static final String POSITIVE = "^[0-9.]*[1-9][0-9.]*$";
  private static final Pattern DECIMAL =
      Pattern.compile(
          "\\^(-\\?)?\\[0-9]\\{1,(\\d{1,3})}\\(\\\\\\.\\[0-9]\\{1,(\\d{1,3})}\\)\\?\\$");
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\\d|2[0-8])"
              + "T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d{1,9})?(?:Z|[+-](?:0\\d|1[0-3]):[0-5]\\d)");

  private QuickText() {}

  /** Whether a text surely matches this pattern, which says something about the whole of it. */
  static Predicate<String> matching(String pattern) {
    Matcher decimal = DECIMAL.matcher(pattern);
    if (decimal.matches()) {
      boolean signed = decimal.group(1) != null;
      int whole = Integer.parseInt(decimal.group(2));
      int decimals = Integer.parseInt(decimal.group(3));
      return text -> decimal(text, signed, whole, decimals);
    }
    return switch (pattern) {
      case NO_CONTROLS -> QuickText::noControls;
      case POSITIVE -> QuickText::positive;
      default -> {
        Pattern general = Pattern.compile(pattern);
        yield text -> general.matcher(text).matches();
      }
    };
  }

  /** Whether a text surely is a date and time with an offset. */
  static boolean time(String text) {
    return Times.inSeconds(text) != null || DATE_TIME.matcher(text).matches();
  }

  private static boolean noControls(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c == 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static boolean positive(String text) {
    boolean above = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!digit(c) && c != '.') {
        return false;
      }
      above |= c >= '1' && c <= '9';
    }
    return above;
  }

  private static boolean decimal(String text, boolean signed, int whole, int decimals) {
    int start = signed && text.startsWith("-") ? 1 : 0;
    int point = digits(text, start);
    boolean isWhole = point > start && point - start <= whole;
    if (point == text.length()) {
      return isWhole;
    }
    int end = digits(text, point + 1);
    return isWhole
        && text.charAt(point) == '.'
        && end == text.length()
        && end > point + 1
        && end - point - 1 <= decimals;
  }

  /** Where the digits that begin here end. */
  private static int digits(String text, int from) {
    int end = from;
    while (end < text.length() && digit(text.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }
}
