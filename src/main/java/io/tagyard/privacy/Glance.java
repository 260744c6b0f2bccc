package io.tagyard.privacy;

/**
 * What a text could hold, by one look at its characters: the cheap question before any dear one.
 * Most values of an event answer it with nothing.
 */
final class Glance {
  /** An at sign, or one that is written out in brackets. */
  static final int AT = 1;

  /** Characters that stand for others: see {@link PlainText}. */
  static final int VEILED = 2;

  /** Seven digits or more with marks between or before them, as telephone numbers have. */
  static final int NUMBER = 4;

  /** Thirteen digits or more, as cards have. */
  static final int LONG = 8;

  /** A word that reads as base64 of a text. */
  static final int PACKED = 16;

  /** Braces and quotes, as JSON has. */
  static final int STRUCTURED = 32;

  /** An equals sign, as queries have. */
  static final int QUERY = 64;

  /** Starts with two zeros, as a number with its international prefix does. */
  static final int ZEROS = 128;

  private static final byte BREAK = 0;
  private static final byte LETTER = 1;
  private static final byte DIGIT = 2;
  private static final byte MARK = 3;
  private static final byte[] KINDS = kinds();

  private static final int APART = 1;
  private static final int BLANK = 2;
  private static final int DIGITS_MIN = 7;
  private static final int DIGITS_MAX = 15;
  private static final int CARD_MIN = 13;

  private int seen;
  private int digits;
  private int marks;
  private int word;

  private Glance() {}

  /** What was seen, as bits. */
  static int of(String text) {
    return new Glance().look(text);
  }

  private int look(String text) {
    seen = text.startsWith("00") ? ZEROS : 0;
    int length = text.length();
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      byte kind = c < KINDS.length ? KINDS[c] : Character.isLetter(c) ? LETTER : foreign();
      if (kind == DIGIT) {
        digits++;
        marks |= (marks & APART) << 2; // only marks that digits follow stand between them
      } else if (kind == MARK) {
        mark(text, c, i);
      } else {
        endOfDigits();
        if (kind == BREAK) {
          endOfWord(text, i);
          sign(text, c, i);
        }
      }
    }
    endOfDigits();
    endOfWord(text, length);
    return seen;
  }

  private byte foreign() {
    seen |= VEILED;
    return BREAK;
  }

  private void mark(String text, char c, int at) {
    if (digits > 0 || c == '+' || c == '(') {
      marks |= c == ' ' ? APART | BLANK : APART;
    }
    if (c != '-' && c != '_' && c != '+') {
      endOfWord(text, at);
    }
    if (c == '(') {
      bracket(text, at);
    }
  }

  private void endOfDigits() {
    if (digits >= DIGITS_MIN) {
      boolean apart = (marks & APART << 2) != 0;
      seen |= apart && (digits <= DIGITS_MAX || (marks & BLANK) != 0) ? NUMBER : 0;
      seen |= digits >= CARD_MIN ? LONG : 0;
    }
    digits = 0;
    marks = 0;
  }

  private void endOfWord(String text, int end) {
    if (end - word >= Packed.LENGTH_MIN && Packed.plausible(text, word)) {
      seen |= PACKED;
    }
    word = end + 1;
  }

  private void sign(String text, char c, int at) {
    switch (c) {
      case '@' -> seen |= AT;
      case '[', '{' -> {
        bracket(text, at);
        seen |= text.indexOf('"') >= 0 ? STRUCTURED : 0;
      }
      case '=' -> seen |= QUERY;
      case '%', '&', '\\' -> seen |= PlainText.veiled(text, at) ? VEILED : 0;
      default -> {
        // nothing that anything follows from
      }
    }
  }

  private void bracket(String text, int at) {
    seen |= EmailLook.writtenOut(text, at) > 0 ? AT : 0;
  }

  private static byte[] kinds() {
    byte[] kinds = new byte[128];
    for (int c = 0; c < kinds.length; c++) {
      kinds[c] =
          c >= '0' && c <= '9'
              ? DIGIT
              : Texts.asciiLetterOrDigit(c) ? LETTER : " ./-_()+".indexOf(c) >= 0 ? MARK : BREAK;
    }
    return kinds;
  }
}
