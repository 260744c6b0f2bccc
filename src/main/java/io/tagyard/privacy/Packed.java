package io.tagyard.privacy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Texts that are packed as base64 (RFC 4648, both alphabets, padded or not) within another: a word
 * is one as far as its bytes are a text. Random bytes, as click ids are made of, end after a few.
 */
final class Packed {
  /** Characters of the shortest text that is looked into; an address has nine bytes or more. */
  static final int LENGTH_MIN = 11;

  private static final int TEXT_MIN = 8;
  private static final byte[] VALUES = values();

  private Packed() {}

  /** Whether the word that begins here may be one: its first three bytes are characters. */
  static boolean plausible(String text, int from) {
    int bits = 0;
    for (int i = from; i < from + 4; i++) {
      int value = value(text, i);
      if (value < 0) {
        return false;
      }
      bits = bits << 6 | value;
    }
    int open = followers(0, bits >> 16);
    open = open < 0 ? open : followers(open, bits >> 8 & 0xff);
    return open >= 0 && followers(open, bits & 0xff) >= 0;
  }

  /** Whether any text that is packed in this one is such a one. */
  static boolean any(String text, Predicate<String> wanted) {
    int i = 0;
    while (i + LENGTH_MIN <= text.length()) {
      int read = plausible(text, i) ? read(text, i, wanted) : 0;
      if (read < 0) {
        return true;
      }
      i += read;
      while (value(text, i) >= 0 && text.charAt(i) != '/') {
        i++;
      }
      i++;
    }
    return false;
  }

  /** How many characters were a text; below 0 when it was such a one. */
  private static int read(String text, int from, Predicate<String> wanted) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int bits = 0;
    int open = 0;
    int i = from;
    for (int value = value(text, i); value >= 0; value = value(text, i)) {
      bits = (bits & 0xff) << 6 | value;
      int place = (i - from) % 4;
      int c = bits >> 6 - 2 * place & 0xff;
      open = place == 0 ? open : followers(open, c);
      if (open < 0) {
        break;
      }
      if (place > 0) {
        bytes.write(c);
      }
      i++;
    }
    boolean is = bytes.size() >= TEXT_MIN && wanted.test(bytes.toString(StandardCharsets.UTF_8));
    return is ? -1 : i - from;
  }

  /**
   * How many bytes of a character are still to come after this one (UTF-8); below 0 where it is
   * none that people write.
   */
  private static int followers(int open, int c) {
    if (open > 0) {
      return c >= 0x80 && c < 0xc0 ? open - 1 : -1;
    }
    if (c < 0x80) {
      return c >= ' ' && c < 0x7f || c == '\n' || c == '\r' || c == '\t' ? 0 : -1;
    }
    return c < 0xc2 || c > 0xf4 ? -1 : c < 0xe0 ? 1 : c < 0xf0 ? 2 : 3;
  }

  private static int value(String text, int at) {
    return at < text.length() && text.charAt(at) < VALUES.length ? VALUES[text.charAt(at)] : -1;
  }

  private static byte[] values() {
    byte[] values = new byte[128];
    Arrays.fill(values, (byte) -1);
    String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    for (int i = 0; i < alphabet.length(); i++) {
      values[alphabet.charAt(i)] = (byte) i;
    }
    values['+'] = 62;
    values['-'] = 62;
    values['/'] = 63;
    values['_'] = 63;
    return values;
  }
}
