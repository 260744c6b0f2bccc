package io.tagyard.privacy;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * What every normaliser starts with: NFC, no blanks around, lower case of the root locale. No
 * platform states NFC; without it the same name typed on two machines has two digests.
 */
final class Texts {
  /** Words that stand for nothing. */
  private static final Set<String> JUNK =
      Set.of(
          "null",
          "undefined",
          "none",
          "nil",
          "nan",
          "n/a",
          "n-a",
          "test",
          "anonymous",
          "unknown",
          "(not set)",
          "[object object]",
          "-");

  private Texts() {}

  /** NFC, blanks of any kind taken from both ends. */
  static String trim(String raw) {
    String text = ascii(raw) ? raw : Normalizer.normalize(raw, Normalizer.Form.NFC);
    int start = 0;
    int end = text.length();
    while (start < end && blank(text.charAt(start))) {
      start++;
    }
    while (end > start && blank(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  static String upper(String text) {
    return text.toUpperCase(Locale.ROOT);
  }

  /** Whether a trimmed, lower-cased value is a word programs write for "nothing". */
  static boolean junk(String text) {
    return text.isEmpty() || JUNK.contains(text);
  }

  /** White space, no-break spaces, and the invisible marks that copying leaves behind. */
  static boolean blank(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || c == '\u200B'
        || c == '\u200E'
        || c == '\u200F'
        || c == '\uFEFF';
  }

  static String without(String text, IntPredicate dropped) {
    int from = firstAt(text, dropped);
    if (from == text.length()) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length()).append(text, 0, from);
    for (int i = from; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!dropped.test(c)) {
        kept.appendCodePoint(c);
      }
      i += Character.charCount(c);
    }
    return kept.toString();
  }

  private static int firstAt(String text, IntPredicate wanted) {
    int i = 0;
    while (i < text.length()) {
      int c = text.codePointAt(i);
      if (wanted.test(c)) {
        return i;
      }
      i += Character.charCount(c);
    }
    return i;
  }

  /** Whether every character of the text is such a one. */
  static boolean all(String text, IntPredicate allowed) {
    return firstAt(text, c -> !allowed.test(c)) == text.length();
  }

  static String withoutBlanks(String text) {
    return without(text, Texts::blank);
  }

  /** A letter of any script, or a mark that belongs to one. */
  static boolean letter(int c) {
    int type = Character.getType(c);
    return Character.isLetter(c)
        || type == Character.NON_SPACING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  static boolean asciiLetterOrDigit(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }

  static boolean asciiPunctuation(int c) {
    return c > ' ' && c < 0x7F && !asciiLetterOrDigit(c);
  }

  static boolean ascii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }
}
