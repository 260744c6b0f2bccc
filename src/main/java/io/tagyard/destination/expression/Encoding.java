package io.tagyard.destination.expression;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** How a text is written where it stands. Applied exactly once. */
public enum Encoding {
  /** As it is: JSON trees, headers and plain texts encode or check when they are written. */
  NONE,
  /** Percent-encoded UTF-8 but for RFC 3986's unreserved characters: paths, queries, forms. */
  PERCENT,
  /** The inside of a JSON string. */
  JSON_STRING;

  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  /** The text as it is written here. */
  public String of(String text) {
    return switch (this) {
      case NONE -> text;
      case PERCENT -> percent(text);
      case JSON_STRING -> new String(JsonStringEncoder.getInstance().quoteAsString(text));
    };
  }

  private static String percent(String text) {
    int i = 0;
    while (i < text.length() && unreserved(text.charAt(i))) {
      i++;
    }
    if (i == text.length()) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && unreserved((char) b)) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.toHexDigits(b));
      }
    }
    return out.toString();
  }

  /**
   * The fixed part of an address: what is written there is meant as it is, only what no address may
   * hold (a blank, a pipe, a letter with an accent) is percent-encoded.
   */
  public static String address(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    StringBuilder out = new StringBuilder(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      char c = (char) bytes[i];
      boolean kept = bytes[i] > 0 && (unreserved(c) || ":/?@!$&'()*+,;=".indexOf(c) >= 0);
      if (kept || c == '%' && hexAt(bytes, i + 1) && hexAt(bytes, i + 2)) {
        out.append(c);
      } else {
        out.append('%').append(HEX.toHexDigits(bytes[i]));
      }
    }
    return out.toString();
  }

  /** The fixed part of a path: as in an address, but it opens no query. */
  public static String path(String text) {
    return address(text).replace("?", "%3F");
  }

  private static boolean hexAt(byte[] bytes, int at) {
    return at < bytes.length && HexFormat.isHexDigit(bytes[at]);
  }

  private static boolean unreserved(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == '.'
        || c == '_'
        || c == '~';
  }
}
