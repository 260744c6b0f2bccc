package io.tagyard.privacy;

import java.util.Set;

/**
 * Recognises an e-mail address anywhere in a text: also with blanks around its at sign ({@code a @
 * b.example}), and where the at sign or the dots of the domain are written out in brackets ({@code
 * (at)}, {@code [dot]}). All texts are {@link PlainText}.
 */
final class EmailLook {
  private static final String NOT_LOCAL = " \t\r\n@<>\"'(),;:=&?/";
  private static final int BLANKS_MAX = 2;
  private static final int DOMAIN_MAX = 255;

  /** What follows {@code @2x} in the name of a picture for dense screens. */
  private static final Set<String> PICTURES =
      Set.of("png", "jpg", "jpeg", "gif", "svg", "webp", "avif");

  private EmailLook() {}

  static boolean in(String plain) {
    for (int i = 0; i < plain.length(); i++) {
      int length = plain.charAt(i) == '@' ? 1 : writtenOut(plain, i);
      if (length > 0 && local(plain, i) && domain(plain, i, length)) {
        return true;
      }
    }
    return false;
  }

  /** The length of {@code (at)} in any brackets and with blanks within; 0 when it is not here. */
  static int writtenOut(String text, int at) {
    return inBrackets(text, at, "at");
  }

  private static int inBrackets(String text, int at, String word) {
    char bracket = text.charAt(at);
    if (bracket != '(' && bracket != '[' && bracket != '{') {
      return 0;
    }
    int i = blanks(text, at + 1);
    if (!text.regionMatches(true, i, word, 0, word.length())) {
      return 0;
    }
    i = blanks(text, i + word.length());
    return i < text.length() && ")]}".indexOf(text.charAt(i)) >= 0 ? i + 1 - at : 0;
  }

  private static int blanks(String text, int from) {
    int i = from;
    while (i < text.length() && i - from < BLANKS_MAX && text.charAt(i) == ' ') {
      i++;
    }
    return i;
  }

  /** Whether something stands before the sign that may be the name of a mailbox. */
  private static boolean local(String text, int sign) {
    int last = sign - 1;
    while (last >= 0 && sign - 1 - last < BLANKS_MAX && text.charAt(last) == ' ') {
      last--;
    }
    if (last > 0 && last == sign - 1 && "\"')".indexOf(text.charAt(last)) >= 0) {
      last--; // "jane doe"@shop.example
    }
    return last >= 0 && NOT_LOCAL.indexOf(text.charAt(last)) < 0;
  }

  private static boolean domain(String text, int sign, int length) {
    int start = blanks(text, sign + length);
    boolean apart = length == 1 && (start > sign + 1 || sign > 0 && text.charAt(sign - 1) == ' ');
    StringBuilder domain = new StringBuilder();
    int i = start;
    while (i < text.length() && domain.length() < DOMAIN_MAX) {
      int next = blanks(text, i);
      int dot = next < text.length() ? inBrackets(text, next, "dot") : 0;
      if (dot > 0) {
        domain.append('.');
        i = blanks(text, next + dot);
      } else if (label(text.charAt(i)) || text.charAt(i) == '.') {
        domain.append(text.charAt(i++));
      } else {
        break;
      }
    }
    return domain(domain.toString(), apart);
  }

  /** Whether a label after the first begins like a top-level domain: letters, not a version. */
  private static boolean domain(String domain, boolean apart) {
    if (domain.isEmpty() || domain.charAt(0) == '.') {
      return false;
    }
    for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
      if (dot + 2 < domain.length()
          && Texts.letter(domain.charAt(dot + 1))
          && Texts.letter(domain.charAt(dot + 2))
          && !(apart && Character.isUpperCase(domain.charAt(dot + 1)))) {
        return !picture(domain);
      }
    }
    return false;
  }

  private static boolean picture(String domain) {
    int dot = domain.indexOf('.');
    return domain.charAt(dot - 1) == 'x'
        && Character.isDigit(domain.charAt(0))
        && PICTURES.contains(Texts.lower(domain.substring(dot + 1)));
  }

  private static boolean label(char c) {
    return Texts.letter(c) || Character.isDigit(c) || c == '-' || c == '_' || c >= 0x80;
  }
}
