package io.tagyard.privacy;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognises contact data by its look, where people put it by mistake. An e-mail address anywhere
 * in a text counts. A phone number counts when it is written as one (with a plus, {@code 00},
 * brackets, or its groups apart) or when the member's name says that it is one: bare digits alone
 * are more often an order or a customer.
 */
final class Personal {
  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@<>\"'(),;:=&?/]{1,64}@[^\\s@<>\"'(),;:=&?/]{1,255}\\.[^\\s@<>\"'(),;:=&?/.]{2,63}");
  private static final Pattern PLUS_PHONE =
      Pattern.compile("(?<![\\w+])\\+[1-9](?:[ ()./-]{0,3}\\d){6,14}(?!\\d)");
  private static final Pattern GROUPED_PHONE =
      Pattern.compile("\\(?0?\\d{2,5}\\)?[ ./-]\\d{2,4}(?:[ ./-]?\\d{2,4}){1,3}");
  private static final int PHONE_LENGTH_MAX = 64;
  private static final List<String> REGIONS = List.of("US", "DE", "FR", "GB", "IT", "ES", "AU");
  private static final Pattern DATE = Pattern.compile("\\d{4}[-./ ]\\d{2}[-./ ]\\d{2}.*");
  private static final Pattern DIGITS = Pattern.compile("\\+?(?:[ ()./-]{0,3}\\d){7,15}");
  private static final Pattern PHONE_NAME =
      Pattern.compile(
          "(?i).*(?:phone|mobile|msisdn|whatsapp|(?:^|[_.-])(?:tel|cell)(?:$|[_.-])).*");

  private Personal() {}

  /** What a text looks like: {@code email}, {@code phone}, or nothing, as an empty text. */
  static String look(String name, String text) {
    String plain = decoded(text);
    if (plain.indexOf('@') > 0 && EMAIL.matcher(plain).find()) {
      return "email";
    }
    return phone(name, plain) ? "phone" : "";
  }

  static boolean in(String name, String text) {
    return !look(name, text).isEmpty();
  }

  /**
   * Whether contact data is in a text that may hold any sort of id: bare and zero-padded digits are
   * left alone, a number with its plus is not.
   */
  static boolean unmistakable(String text) {
    String plain = decoded(text);
    return (plain.indexOf('@') > 0 && EMAIL.matcher(plain).find())
        || (plain.indexOf('+') >= 0 && PLUS_PHONE.matcher(plain).find());
  }

  private static boolean phone(String name, String text) {
    if (digits(text) < 7) {
      return false;
    }
    if (text.indexOf('+') >= 0 && PLUS_PHONE.matcher(text).find()) {
      return true;
    }
    String trimmed = Texts.trim(text);
    if (trimmed.length() > PHONE_LENGTH_MAX) {
      return false;
    }
    if (!name.isEmpty()
        && PHONE_NAME.matcher(name).matches()
        && DIGITS.matcher(trimmed).matches()) {
      return true;
    }
    if (trimmed.startsWith("00")) {
      return Phones.e164(trimmed, null).isPresent();
    }
    return GROUPED_PHONE.matcher(trimmed).matches()
        && !DATE.matcher(trimmed).matches()
        && REGIONS.stream().anyMatch(region -> Phones.e164(trimmed, region).isPresent());
  }

  private static int digits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }

  /** Percent-decoded up to twice, as links within links are; left alone when that cannot be. */
  static String decoded(String text) {
    String plain = text;
    for (int i = 0; i < 2 && plain.indexOf('%') >= 0; i++) {
      try {
        plain = URLDecoder.decode(plain.replace("+", "%2B"), StandardCharsets.UTF_8);
      } catch (IllegalArgumentException e) {
        // A lone percent sign: the text is what it is.
        return plain.replace("%40", "@").replace("%2B", "+").replace("%2b", "+");
      }
    }
    return plain;
  }
}
