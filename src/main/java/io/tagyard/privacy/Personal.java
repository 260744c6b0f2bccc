package io.tagyard.privacy;

import java.util.regex.Pattern;

/**
 * Recognises contact data by its look, where people put it by mistake: an e-mail address anywhere
 * in a text, and phone numbers, see {@link PhoneLook}.
 */
final class Personal {
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@<>\"'(),;:=&?/]{1,64}[\"')]?@[^\\s@<>\"'(),;:=&?/]{1,255}\\.[^\\s@<>\"'(),;:=&?/.]{2,63}");

  private Personal() {}

  /** What a text looks like: {@code email}, {@code phone}, or nothing, as an empty text. */
  static String look(String name, String text) {
    String plain = PlainText.of(text);
    if (email(plain)) {
      return "email";
    }
    return PhoneLook.in(name, plain) ? "phone" : "";
  }

  static boolean in(String name, String text) {
    return !look(name, text).isEmpty();
  }

  /**
   * Whether contact data is in a text that may hold any sort of id: bare and zero-padded digits are
   * left alone, a number with its plus is not.
   */
  static boolean unmistakable(String text) {
    String plain = PlainText.of(text);
    return email(plain) || PhoneLook.isUnmistakable(plain);
  }

  private static boolean email(String plain) {
    return plain.indexOf('@') >= 0 && EMAIL.matcher(plain).find();
  }
}
