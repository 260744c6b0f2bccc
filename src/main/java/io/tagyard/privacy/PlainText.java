package io.tagyard.privacy;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;

/**
 * A text as a person reads it: percent-encoding, numbered entities of HTML and escapes with a
 * backslash undone, also where they were applied several times, as links within links are; digits,
 * dashes, blanks and signs of any script and width as in ASCII. Only to look at: what is kept of an
 * event stays as it was sent.
 */
final class PlainText {
  private static final int ROUNDS = 5;
  private static final int MINUS = 0x2212;
  private static final int ENTITY_MAX = 8;
  private static final String AT_ENTITY = "&commat;";

  private PlainText() {}

  static String of(String text) {
    String plain = text;
    for (int i = 0; i < ROUNDS; i++) {
      String decoded = decoded(plain);
      if (decoded.equals(plain)) {
        break;
      }
      plain = decoded;
    }
    return Texts.ascii(plain) ? plain : folded(plain);
  }

  /** Whether the sign at this place begins an escape. */
  static boolean veiled(String text, int at) {
    return escape(text, at) > 0;
  }

  /** The length of the escape that begins here; 0 when none does. */
  private static int escape(String text, int at) {
    return switch (text.charAt(at)) {
      case '%' -> hex(text, at + 1, 2) ? 3 : 0;
      case '\\' -> backslash(text, at);
      case '&' -> entity(text, at);
      default -> 0;
    };
  }

  private static int backslash(String text, int at) {
    char kind = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    return kind == 'u' && hex(text, at + 2, 4) ? 6 : kind == 'x' && hex(text, at + 2, 2) ? 4 : 0;
  }

  private static int entity(String text, int at) {
    if (text.startsWith(AT_ENTITY, at)) {
      return AT_ENTITY.length();
    }
    if (!text.startsWith("&#", at)) {
      return 0;
    }
    int first = text.startsWith("x", at + 2) || text.startsWith("X", at + 2) ? at + 3 : at + 2;
    int radix = first == at + 3 ? 16 : 10;
    int end = first;
    while (end < text.length()
        && end - first < ENTITY_MAX
        && Character.digit(text.charAt(end), radix) >= 0) {
      end++;
    }
    return end == first ? 0 : end - at + (end < text.length() && text.charAt(end) == ';' ? 1 : 0);
  }

  private static boolean hex(String text, int from, int count) {
    if (from + count > text.length()) {
      return false;
    }
    for (int i = from; i < from + count; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Once; a plus stays one, and a lone percent sign too. */
  private static String decoded(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    byte[] bytes = new byte[text.length() / 3];
    int i = 0;
    while (i < text.length()) {
      int count = 0;
      while (i < text.length() && text.charAt(i) == '%' && hex(text, i + 1, 2)) {
        bytes[count++] = (byte) Integer.parseInt(text, i + 1, i + 3, 16);
        i += 3;
      }
      if (count > 0) {
        plain.append(new String(bytes, 0, count, StandardCharsets.UTF_8));
        continue;
      }
      int length = escape(text, i);
      plain.appendCodePoint(length == 0 ? text.charAt(i) : value(text.substring(i, i + length)));
      i += Math.max(length, 1);
    }
    return plain.toString();
  }

  private static int value(String escape) {
    if (escape.equals(AT_ENTITY)) {
      return '@';
    }
    boolean decimal = escape.charAt(0) == '&' && Character.digit(escape.charAt(2), 10) >= 0;
    int start = escape.charAt(0) == '&' && !decimal ? 3 : 2;
    int end = escape.endsWith(";") ? escape.length() - 1 : escape.length();
    long value = Long.parseLong(escape, start, end, decimal ? 10 : 16);
    return value > Character.MAX_CODE_POINT ? '?' : (int) value;
  }

  private static String folded(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    Normalizer.normalize(text, Normalizer.Form.NFKC)
        .codePoints()
        .filter(c -> Character.getType(c) != Character.FORMAT)
        .forEach(c -> plain.appendCodePoint(folded(c)));
    return plain.toString();
  }

  private static int folded(int c) {
    return Character.isDigit(c)
        ? '0' + Character.digit(c, 10)
        : Texts.blank(c)
            ? ' '
            : Character.getType(c) == Character.DASH_PUNCTUATION || c == MINUS ? '-' : c;
  }
}
