package io.tagyard.privacy;

import io.tagyard.privacy.NameLook.Saying;
import java.util.Set;

/**
 * Recognises contact data where people put it by mistake: an e-mail address anywhere in a text
 * ({@link EmailLook}), phone numbers ({@link PhoneLook}), numbers of cards ({@link CardLook}), what
 * a name says about its value ({@link NameLook}), and all of these in texts packed within a text
 * ({@link Packed}, {@link Structured}). One look at the characters answers most texts.
 */
final class Personal {
  /** How deep texts within texts are looked into. */
  private static final int DEPTH = 3;

  private static final int ZEROS_MIN = 12;

  /** Values that say nothing about anybody. */
  private static final Set<String> EMPTY =
      Set.of("", "true", "false", "yes", "no", "0", "1", "null", "undefined", "none", "(not set)");

  private Personal() {}

  /**
   * What a text of a sender's own member looks like: {@code email}, {@code phone}, {@code card},
   * {@code personal} by its name, or nothing, as an empty text.
   */
  static String look(String name, String text) {
    return look(Ground.NAMED, name, text, DEPTH);
  }

  /** The same for a text in such a place. */
  static String look(Ground ground, String name, String text) {
    return look(ground, name, text, DEPTH);
  }

  static boolean in(String name, String text) {
    return !look(name, text).isEmpty();
  }

  static boolean in(Ground ground, String name, String text) {
    return !look(ground, name, text, DEPTH).isEmpty();
  }

  /** Whether a value is something that its name can make personal: not a yes or no. */
  static boolean says(String text) {
    return !EMPTY.contains(Texts.lower(Texts.trim(text)));
  }

  static String look(Ground ground, String name, String text, int depth) {
    Saying saying = name.isEmpty() ? Saying.NOTHING : NameLook.of(name);
    if (saying == Saying.PERSON && says(text)) {
      return "personal";
    }
    int seen = Glance.of(text);
    if (seen == 0 && saying == Saying.NOTHING) {
      return "";
    }
    String plain = text;
    if ((seen & Glance.VEILED) != 0) {
      plain = PlainText.of(text);
      seen = Glance.of(plain);
    }
    if ((seen & Glance.AT) != 0 && EmailLook.in(plain)) {
      return "email";
    }
    if (saying == Saying.PHONE && PhoneLook.isRow(plain)
        || (seen & Glance.NUMBER) != 0 && number(ground, plain)
        || (seen & Glance.ZEROS) != 0 && ground == Ground.NAMED && international(plain)) {
      return "phone";
    }
    if ((seen & Glance.LONG) != 0 && ground != Ground.IDENTIFIER && CardLook.in(plain)) {
      return "card";
    }
    return depth > 0 ? within(name, plain, seen, depth - 1) : "";
  }

  private static boolean number(Ground ground, String plain) {
    return PhoneLook.isUnmistakable(plain)
        || (ground == Ground.IDENTIFIER ? NationalLook.is(plain) : NationalLook.in(plain))
        || ground != Ground.IDENTIFIER && NationalLook.is(plain);
  }

  /** With its international prefix and no groups; an article number has its own check digit. */
  private static boolean international(String plain) {
    return plain.length() >= ZEROS_MIN
        && plain.length() <= ZEROS_MIN + 5
        && Texts.all(plain, c -> c >= '0' && c <= '9')
        && !CardLook.gtin(plain)
        && Phones.isNumber("+" + plain.substring(2));
  }

  private static String within(String name, String plain, int seen, int depth) {
    String[] look = {""};
    if ((seen & Glance.STRUCTURED) != 0) {
      look[0] = Structured.look(plain, depth);
    }
    if (look[0].isEmpty() && (seen & Glance.QUERY) != 0 && !name.isEmpty()) {
      look[0] = Urls.names(plain) ? "personal" : "";
    }
    if (look[0].isEmpty() && (seen & Glance.PACKED) != 0) {
      Packed.any(
          plain,
          packed -> {
            look[0] = look(Ground.NAMED, "packed", packed, depth);
            return !look[0].isEmpty();
          });
    }
    return look[0];
  }
}
