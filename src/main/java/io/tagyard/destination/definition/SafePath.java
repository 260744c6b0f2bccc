package io.tagyard.destination.definition;

import java.nio.charset.StandardCharsets;

/**
 * Whether a path stays where it was written: a segment that is {@code .} or {@code ..}, or becomes
 * one for a server that decodes (also twice) or takes an encoded slash for one, names another place
 * (RFC 3986, 5.2.4).
 */
final class SafePath {
  /** How often some server or proxy on the way may decode. */
  private static final int DECODINGS = 3;

  private SafePath() {}

  /** Whether a segment of the path of this address climbs out of it. */
  static boolean climbs(String address) {
    int start = address.indexOf("://");
    int from = address.indexOf('/', start < 0 ? 0 : start + 3);
    int query = address.indexOf('?');
    int end = query < 0 ? address.length() : query;
    if (from < 0 || from >= end) {
      return false;
    }
    String path = address.substring(from, end);
    if (path.indexOf('%') < 0) {
      return path.contains("/.") && hasDots(path);
    }
    for (int i = 0; i <= DECODINGS; i++) {
      if (hasDots(path)) {
        return true;
      }
      path = decoded(path);
    }
    return false;
  }

  private static boolean hasDots(String path) {
    int start = 0;
    for (int i = 0; i <= path.length(); i++) {
      if (i == path.length() || path.charAt(i) == '/' || path.charAt(i) == '\\') {
        if (isDots(path, start, i)) {
          return true;
        }
        start = i + 1;
      }
    }
    return false;
  }

  /** One or two dots, perhaps with parameters after a semicolon. */
  private static boolean isDots(String path, int start, int end) {
    int dots = start;
    while (dots < end && path.charAt(dots) == '.') {
      dots++;
    }
    boolean some = dots > start && dots - start <= 2;
    return some && (dots == end || path.charAt(dots) == ';');
  }

  private static String decoded(String path) {
    if (path.indexOf('%') < 0) {
      return path;
    }
    byte[] bytes = new byte[path.length() * 3];
    int length = 0;
    for (int i = 0; i < path.length(); i++) {
      int high = i + 2 < path.length() ? Character.digit(path.charAt(i + 1), 16) : -1;
      int low = i + 2 < path.length() ? Character.digit(path.charAt(i + 2), 16) : -1;
      if (path.charAt(i) == '%' && high >= 0 && low >= 0) {
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        for (byte b : path.substring(i, i + 1).getBytes(StandardCharsets.UTF_8)) {
          bytes[length++] = b;
        }
      }
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
