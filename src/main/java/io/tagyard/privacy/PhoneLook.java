package io.tagyard.privacy;

/**
 * Recognises phone numbers by how they are written: with a plus, with brackets, or in the groups of
 * a national writing, see {@link NationalLook}. Bare digits alone are more often an order or a
 * customer, and are one only under a name that says so. All texts are {@link PlainText}.
 */
final class PhoneLook {
  private static final int DIGITS_MIN = 7;
  private static final int DIGITS_MAX = 15;
  private static final int SPACED_MIN = 10;

  /** In the writing of domain registries, +1.6505550141 (RFC 5733); coordinates have fewer. */
  private static final int DECIMAL_MIN = 11;

  private static final int BETWEEN_MAX = 3;
  private static final int ID_MIN = 16;
  private static final int ID_MAX = 64;
  private static final String MARKS = " ./-_()";

  private PhoneLook() {}

  /** Whether there is a number with its plus or with brackets: nothing else is written so. */
  static boolean isUnmistakable(String plain) {
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c == '+' && plus(plain, i) || c == '(' && BracketLook.at(plain, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether there are seven digits in a row, with no more than a few signs between them. */
  static boolean isRow(String plain) {
    int digits = 0;
    int apart = 0;
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if (c >= '0' && c <= '9') {
        digits = apart > BETWEEN_MAX ? 1 : digits + 1;
        apart = 0;
        if (digits == DIGITS_MIN && !inId(plain, i)) {
          return true;
        }
      } else {
        apart = Character.isLetter(c) ? BETWEEN_MAX + 1 : apart + 1;
      }
    }
    return false;
  }

  /**
   * Whether the word around this place is a UUID or a digest: hex digits with letters among them.
   */
  private static boolean inId(String plain, int place) {
    int start = place;
    int end = place;
    boolean letters = false;
    while (start > 0 && place - start < ID_MAX && hex(plain.charAt(start - 1))) {
      letters |= Character.isLetter(plain.charAt(--start));
    }
    while (end + 1 < plain.length() && end - place < ID_MAX && hex(plain.charAt(end + 1))) {
      letters |= Character.isLetter(plain.charAt(++end));
    }
    return letters && end - start + 1 >= ID_MIN;
  }

  private static boolean hex(char c) {
    return c == '-' || Character.digit(c, 16) >= 0 && c < 0x80;
  }

  private static boolean plus(String text, int at) {
    if (at > 0 && (Character.isLetterOrDigit(text.charAt(at - 1)) || text.charAt(at - 1) == '+')) {
      return false;
    }
    int i = at + 1;
    while (i < text.length() && i - at <= 2 && " (".indexOf(text.charAt(i)) >= 0) {
      i++;
    }
    if (i >= text.length() || text.charAt(i) < '1' || text.charAt(i) > '9') {
      return false;
    }
    int first = i;
    int digits = 0;
    int last = i;
    while (i < text.length() && i - last <= BETWEEN_MAX) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9') {
        digits++;
        last = i;
      } else if (MARKS.indexOf(c) < 0) {
        break;
      }
      i++;
    }
    int min = first > at + 1 && text.charAt(at + 1) == ' ' ? SPACED_MIN : DIGITS_MIN;
    return digits >= min
        && digits <= DIGITS_MAX
        && (!decimal(text, first, last)
            || digits >= DECIMAL_MIN
                && !pair(text, first, last)
                && Phones.isNumber("+" + text.substring(first, last + 1)));
  }

  /**
   * Digits with nothing among them but a decimal point: an amount or, also with another one behind
   * it, coordinates (ISO 6709), which have signs too: {@code +40.20361-075.00417}.
   */
  private static boolean decimal(String text, int first, int last) {
    int dot = text.indexOf('.', first);
    if (dot < 0 || dot > last) {
      return false;
    }
    int i = dot + 1;
    while (i <= last && Character.isDigit(text.charAt(i))) {
      i++;
    }
    boolean second = i <= last && text.charAt(i) == '-' && decimal(text, i + 1, last);
    return all(text, first, dot) && (i > last || second);
  }

  private static boolean pair(String text, int first, int last) {
    int sign = text.indexOf('-', first);
    return sign >= 0 && sign < last;
  }

  private static boolean all(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Character.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }
}
