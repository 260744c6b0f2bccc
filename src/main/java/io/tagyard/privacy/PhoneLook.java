package io.tagyard.privacy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognises phone numbers by how they are written (with a plus, {@code 00}, brackets, or their
 * groups apart) or by the name of the member that holds them. Bare digits alone are more often an
 * order or a customer. All texts are {@link PlainText}.
 */
final class PhoneLook {
  private static final int DIGITS_MIN = 7;
  private static final int LENGTH_MAX = 64;
  private static final int EXTENSION_MAX = 16;
  private static final Pattern PLUS =
      Pattern.compile("(?<![\\w+])\\+[1-9](?:[ ()./-]{0,3}\\d){6,14}(?!\\d)");
  private static final Pattern SPACED_PLUS =
      Pattern.compile("(?<![\\w+])\\+[ (]{1,2}[1-9](?:[ ()./-]{0,3}\\d){6,14}(?!\\d)");
  private static final Pattern GROUPED =
      Pattern.compile(
          "\\(?0?\\d{2,5}\\)?[ ./-]\\d{2,4}(?:[ ./-]?\\d{2,4}){1,3}"
              + "|(?:\\+?\\d{1,3}[ ./-]{0,2})?\\(\\d{1,5}\\)[ ./-]{0,2}\\d{1,5}(?:[ ./-]?\\d{2,4}){1,3}"
              + "|1[ ./-]\\d{3}[ ./-]\\d{3}[ ./-]\\d{4}");
  private static final Pattern EXTENSION =
      Pattern.compile(
          "(?i)[ ,]*(?:(?:ext|extension|durchwahl|dw|poste)[.:]? *\\d|[x#] *\\d{2})\\d{0,5}$");
  private static final Pattern DATE =
      Pattern.compile(
          "(?:19|20)\\d{2}[-./ ](?:0[1-9]|1[0-2])[-./ ](?:0[1-9]|[12]\\d|3[01])(?:\\D.*)?");
  private static final List<String> REGIONS = List.of("US", "DE", "FR", "GB", "IT", "ES", "AU");

  /** Digits in a row, which no letter continues, whatever stands around them. */
  private static final Pattern RUN =
      Pattern.compile(
          "(?<![\\p{L}\\p{N}])\\+?[ (]{0,2}\\d(?:[ ()./-]{0,3}\\d){6,14}(?![\\p{L}\\p{N}])");

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern NAME =
      Pattern.compile(
          "(?i).*(?:phone|mobile|msisdn|whatsapp|telefon|handy|celular"
              + "|(?:^|[^a-z])(?:tel|cell|fax|sms)[0-9]*(?:$|[^a-z])).*");
  private static final Pattern HUMP = Pattern.compile("(?<=[a-z])(?=[A-Z])");

  private PhoneLook() {}

  /** Whether a text that stands under this name is, or holds, a phone number. */
  static boolean in(String name, String text) {
    if (digits(text) < DIGITS_MIN) {
      return false;
    }
    return isUnmistakable(text)
        || SPACED_PLUS.matcher(text).find()
        || isName(name) && RUN.matcher(text).find() && !UUID.matcher(text).matches()
        || isWritten(Texts.trim(text));
  }

  /** Whether what stands under this name is a phone number by that alone. */
  static boolean isName(String name) {
    return !name.isEmpty() && NAME.matcher(HUMP.matcher(name).replaceAll("_")).matches();
  }

  /** Whether there is one with its plus. */
  static boolean isUnmistakable(String text) {
    return text.indexOf('+') >= 0 && PLUS.matcher(text).find();
  }

  private static boolean isWritten(String trimmed) {
    if (trimmed.length() > LENGTH_MAX + EXTENSION_MAX) {
      return false; // before the search for an extension, whose time grows faster than the text
    }
    String text = EXTENSION.matcher(trimmed).replaceFirst("");
    if (text.startsWith("00")) {
      return Phones.e164(text, null).isPresent();
    }
    return text.length() <= LENGTH_MAX
        && GROUPED.matcher(text).matches()
        && !DATE.matcher(text).matches()
        && REGIONS.stream().anyMatch(region -> Phones.e164(text, region).isPresent());
  }

  private static int digits(String text) {
    int digits = 0;
    for (int i = 0; i < text.length(); i++) {
      digits += Character.isDigit(text.charAt(i)) ? 1 : 0;
    }
    return digits;
  }
}
