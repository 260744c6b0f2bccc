package io.tagyard.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A SHA-256 digest in lower-case hex as 43 characters of base64 (RFC 4648, for URLs, unpadded).
 * What is none stays as it is, marked.
 */
final class DigestText {
  private static final HexFormat HEX = HexFormat.of();
  private static final int LENGTH_HEX = 64;
  private static final int LENGTH = 43;
  private static final String AS_IS = "=";
  private static final byte[] DIGIT_OF = digits();
  private static final char[] LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".toCharArray();

  private DigestText() {}

  /** Three hex digits are two letters; bytes in between would be the larger part of the work. */
  static void write(JsonGenerator json, String digest) throws IOException {
    if (digest.length() != LENGTH_HEX) {
      json.writeString(AS_IS + digest);
      return;
    }
    char[] text = new char[LENGTH];
    int seen = 0;
    int at = 0;
    for (int i = 0; i < LENGTH_HEX - 1; i += 3) {
      int high = digit(digest.charAt(i));
      int middle = digit(digest.charAt(i + 1));
      int low = digit(digest.charAt(i + 2));
      seen |= high | middle | low;
      text[at++] = LETTERS[(high << 2 | middle >> 2) & 63];
      text[at++] = LETTERS[(middle << 4 | low) & 63];
    }
    int last = digit(digest.charAt(LENGTH_HEX - 1));
    text[at] = LETTERS[last << 2 & 63];
    if ((seen | last) < 0) {
      json.writeString(AS_IS + digest);
    } else {
      json.writeString(text, 0, LENGTH);
    }
  }

  static String read(String stored) {
    return stored.startsWith(AS_IS)
        ? stored.substring(AS_IS.length())
        : HEX.formatHex(Base64.getUrlDecoder().decode(stored));
  }

  /** The value of a digit; below zero when it is none. */
  private static int digit(char c) {
    return c < DIGIT_OF.length ? DIGIT_OF[c] : -1;
  }

  private static byte[] digits() {
    byte[] digits = new byte[128];
    Arrays.fill(digits, (byte) -1);
    for (int i = 0; i < 16; i++) {
      digits["0123456789abcdef".charAt(i)] = (byte) i;
    }
    return digits;
  }
}
