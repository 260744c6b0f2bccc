package io.tagyard.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** How the bytes of a body are written, and what it is called when it is not UTF-8. */
final class Encodings {
  private static final int WINDOW = 1 << 10;

  private Encodings() {}

  /**
   * Unpacks gzip.
   *
   * @param most bytes to unpack at most
   * @throws IOException when it is none, or was cut short
   */
  static byte[] gunzip(byte[] bytes, int most) throws IOException {
    try (InputStream stream = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return stream.readNBytes(most);
    }
  }

  static boolean isGzip(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
  }

  /** What these bytes are instead of UTF-8, and what to do; empty = they are UTF-8. */
  static Optional<String> wrong(byte[] bytes) {
    if (isWide(bytes)) {
      return Optional.of("the text is UTF-16 or UTF-32: send UTF-8");
    }
    int at = firstBad(bytes);
    if (at < 0) {
      return Optional.empty();
    }
    boolean cut =
        at >= bytes.length - 3 && (bytes[at] & 0xe0) >= 0xc0 && tailIsContinued(bytes, at);
    boolean latin = (bytes[at] & 0xff) >= 0xa0 && !cut && !isOverlong(bytes, at);
    String place = "bad UTF-8 at byte " + (at + 1);
    return Optional.of(
        latin
            ? place + ": this looks like Latin-1 (ISO-8859-1, windows-1252); send UTF-8"
            : place + ": send UTF-8");
  }

  static boolean isUtf8(byte[] bytes) {
    return firstBad(bytes) < 0;
  }

  /** Whether every character has two bytes or four. */
  static boolean isWide(byte[] bytes) {
    if (bytes.length < 2) {
      return false;
    }
    int first = (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    boolean mark = first == 0xfeff || first == 0xfffe;
    boolean half = bytes.length % 2 == 0 && (bytes[0] == 0) != (bytes[1] == 0);
    return mark || half || bytes.length % 4 == 0 && first == 0 && bytes[2] == 0;
  }

  /** Where the first sequence begins that is no UTF-8, as strict as the standard; -1 = nowhere. */
  private static int firstBad(byte[] bytes) {
    int start = 0;
    while (start < bytes.length && bytes[start] >= 0) {
      start++;
    }
    if (start == bytes.length) {
      return -1;
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(WINDOW);
    CoderResult result = decoder.decode(in, out, true);
    while (result.isOverflow()) {
      out.clear();
      result = decoder.decode(in, out, true);
    }
    return result.isError() ? in.position() : -1;
  }

  private static boolean isOverlong(byte[] bytes, int at) {
    int lead = bytes[at] & 0xff;
    int next = at + 1 < bytes.length ? bytes[at + 1] & 0xff : 0;
    return next >= 0x80 && next < 0xc0 && (lead == 0xc0 || lead == 0xc1 || lead >= 0xe0);
  }

  private static boolean tailIsContinued(byte[] bytes, int at) {
    for (int i = at + 1; i < bytes.length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return false;
      }
    }
    return true;
  }
}
