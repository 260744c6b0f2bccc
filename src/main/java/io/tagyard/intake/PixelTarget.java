package io.tagyard.intake;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first line of a request for the image, as browsers, redirects and mail clients mangle it. */
final class PixelTarget {
  static final String PATH = "/v1/pixel.gif";

  private static final Pattern KEY = Pattern.compile("[?&]k=([^&#\\s]{1,256})");
  private static final Pattern ESCAPES = Pattern.compile("(?:%[0-9A-Fa-f]{2})+");
  private static final String LEGAL = "!$&'()*+,-./:;=?@_~";

  private PixelTarget() {}

  static boolean isPixel(String target) {
    return target.startsWith(PATH)
        && (target.length() == PATH.length() || target.charAt(PATH.length()) == '?');
  }

  /**
   * The same target as a valid one: what may not stand in an address is percent-encoded, also a
   * percent sign that begins no escape, and escapes that are no UTF-8 become those of Latin-1. A
   * valid target stays as it is.
   *
   * @param target each character one byte, as it came
   */
  static String repaired(String target) {
    StringBuilder repaired = new StringBuilder(target.length() + 16);
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      boolean letter = (c | 0x20) >= 'a' && (c | 0x20) <= 'z' || c >= '0' && c <= '9';
      if (letter || LEGAL.indexOf(c) >= 0 || c == '%' && isEscape(target, i)) {
        repaired.append(c);
      } else {
        repaired.append("%%%02X".formatted(c & 0xff));
      }
    }
    return ESCAPES.matcher(repaired).replaceAll(run -> utf8(run.group()));
  }

  /** Escapes of UTF-8 as they are; others are of Latin-1, as old pages and servers write it. */
  private static String utf8(String escapes) {
    if (isAscii(escapes)) {
      return escapes;
    }
    byte[] bytes = HexFormat.of().parseHex(escapes.replace("%", ""));
    return Encodings.isUtf8(bytes)
        ? escapes
        : URLEncoder.encode(new String(bytes, StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  private static boolean isAscii(String escapes) {
    for (int i = 1; i < escapes.length(); i += 3) {
      if (escapes.charAt(i) > '7') {
        return false;
      }
    }
    return true;
  }

  private static boolean isEscape(String target, int at) {
    return at + 2 < target.length()
        && Character.digit(target.charAt(at + 1), 16) >= 0
        && Character.digit(target.charAt(at + 2), 16) >= 0;
  }

  /** A target that only says whose the image was; what was in its query is lost. */
  static String without(String beginning) {
    Matcher key = KEY.matcher(beginning);
    return key.find() ? PATH + "?k=" + repaired(key.group(1)) : PATH;
  }

  /** The beginning of a request for the image, from the first bytes of a message; else empty. */
  static Optional<String> beginning(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String start = "GET " + PATH;
    return text.startsWith(start) ? Optional.of(text) : Optional.empty();
  }
}
