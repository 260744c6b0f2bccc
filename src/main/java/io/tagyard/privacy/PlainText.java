package io.tagyard.privacy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * A text as a person reads it: percent-encoding undone, also where it was applied several times, as
 * links within links are; digits, dashes, blanks and signs of any script and width as in ASCII.
 * Only to look at: what is kept of an event stays as it was sent.
 */
final class PlainText {
  private static final int ROUNDS = 5;
  private static final Pattern LONE_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");
  private static final int MINUS = 0x2212;

  private PlainText() {}

  static String of(String text) {
    String plain = text;
    for (int i = 0; i < ROUNDS && plain.indexOf('%') >= 0; i++) {
      String before = plain;
      plain = decoded(plain);
      if (plain.equals(before)) {
        break;
      }
    }
    return Texts.ascii(plain) ? plain : folded(plain);
  }

  /** Once; a plus stays one, and a lone percent sign too. */
  private static String decoded(String text) {
    String escaped = LONE_PERCENT.matcher(text).replaceAll("%25").replace("+", "%2B");
    return URLDecoder.decode(escaped, StandardCharsets.UTF_8);
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
