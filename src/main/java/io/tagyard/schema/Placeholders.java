package io.tagyard.schema;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Spelled-out nothings and macros that nobody put a value in: {@code undefined}, {@code (not set)},
 * {@code {{order_id}}}, {@code %%CLICK_ID%%}. Taken for an identifier, one such word makes all
 * events of a shop one event.
 */
final class Placeholders {
  private static final int LENGTH_MAX = 128;
  private static final Set<String> WORDS =
      Set.of(
          "undefined",
          "null",
          "nan",
          "none",
          "nil",
          "unset",
          "n/a",
          "not set",
          "(not set)",
          "(null)",
          "(none)",
          "(undefined)",
          "(not provided)",
          "<null>",
          "<undefined>",
          "<none>",
          "[null]",
          "[undefined]",
          "[object object]",
          "[object undefined]",
          "[object null]",
          "-",
          "\"\"",
          "''");
  private static final String NAME = "\\s*[\\p{L}_$@.][\\p{L}\\p{N}_$@.: |()'\"-]*";

  /** The whole text is one macro; the first character is asked before. */
  private static final Pattern MACRO =
      Pattern.compile(
          String.join(
              "|",
              "\\{\\{[^{}]*}}",
              "\\{%[^{}]*%}",
              "\\{" + NAME + "}",
              "[$#@]\\{[^{}]*}",
              "\\$\\([^()]*\\)",
              "%%" + NAME + "%%",
              "%[A-Za-z_][A-Za-z0-9_.]*%",
              "##" + NAME + "##",
              "\\[\\[" + NAME + "]]",
              "\\[[A-Za-z_][A-Za-z0-9_ ]*]",
              "<%[^<>]*%>",
              "<[A-Za-z_][A-Za-z0-9_ ]*>",
              "__[A-Z][A-Z0-9_]*?__"));

  private static final Pattern WITHIN =
      Pattern.compile("\\{\\{[^{}]*}}|[$#]\\{[^{}]+}|%%[A-Za-z_][A-Za-z0-9_.]*%%");

  /** A GUID as Windows writes it. */
  private static final Pattern GUID =
      Pattern.compile("\\{[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}}");

  private Placeholders() {}

  /** Whether this text, without blanks around it, stands for nothing. */
  static boolean is(String text) {
    int length = text.length();
    if (length == 0) {
      return true;
    }
    if (length > LENGTH_MAX) {
      return false;
    }
    return switch (text.charAt(0)) {
      case '{', '$', '#', '@', '%', '[', '<', '_', '(', '"', '\'', '-' ->
          (isWord(text) || MACRO.matcher(text).matches() || holdsMacro(text))
              && !GUID.matcher(text).matches();
      case 'u', 'U', 'n', 'N' -> isWord(text) || holdsMacro(text);
      default -> holdsMacro(text);
    };
  }

  /** Macros that nothing else looks like, wherever they stand: what is around them is no id. */
  private static boolean holdsMacro(String text) {
    return (text.indexOf('{') >= 0 || text.indexOf('%') >= 0) && WITHIN.matcher(text).find();
  }

  /** Whether a part of a cookie, between its dots, stands for nothing. */
  static boolean inParts(String cookie) {
    int from = 0;
    for (int dot = cookie.indexOf('.'); from <= cookie.length(); dot = cookie.indexOf('.', from)) {
      int to = dot < 0 ? cookie.length() : dot;
      if (to > from && is(cookie.substring(from, to))) {
        return true;
      }
      from = to + 1;
    }
    return false;
  }

  private static boolean isWord(String text) {
    return text.length() <= 20 && WORDS.contains(text.toLowerCase(Locale.ROOT));
  }
}
