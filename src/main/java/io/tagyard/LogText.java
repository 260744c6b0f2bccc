package io.tagyard;

/**
 * Texts for the log. One entry is one line: what came from outside can neither begin a line of its
 * own nor speak to a terminal.
 */
final class LogText {
  private LogText() {}

  /** The text with control characters, line separators and marks of direction written out. */
  static String escaped(String text) {
    StringBuilder escaped = null;
    for (int at = 0; at < text.length(); at++) {
      char sign = text.charAt(at);
      if (isSafe(sign)) {
        if (escaped != null) {
          escaped.append(sign);
        }
        continue;
      }
      if (escaped == null) {
        escaped = new StringBuilder(text.length() + 16).append(text, 0, at);
      }
      escaped.append(written(sign));
    }
    return escaped == null ? text : escaped.toString();
  }

  private static boolean isSafe(char sign) {
    if (sign >= ' ' && sign < 0x7f) {
      return true;
    }
    return switch (Character.getType(sign)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  private static String written(char sign) {
    return switch (sign) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted((int) sign);
    };
  }
}
