package io.tagyard.privacy;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers, read by libphonenumber in their region and valid there: {@code e164} with the plus
 * (Google, TikTok, Reddit, X), {@code digits} without (Meta, Snap, Pinterest, Amazon). Taking out
 * everything but digits is not enough: it keeps trunk zeros and appends extensions.
 */
final class Phones {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
  private static final int LENGTH_MAX = 64;
  private static final int DIGITS_MIN = 5;
  private static final int MEXICO = 52;
  private static final long MEXICAN_ONE = 10_000_000_000L;

  private Phones() {}

  static Normaliser.Forms read(String raw, @Nullable String region) {
    String text = Texts.trim(raw);
    if (Texts.junk(Texts.lower(text)) || text.length() > LENGTH_MAX) {
      return Normaliser.Forms.refused("no phone number in it");
    }
    Optional<String> number = e164(text, region);
    return number
        .map(Phones::forms)
        .orElseGet(() ->
            Normaliser.Forms.refused(
                region == null
                    ? "not a valid international phone number, and no country to read it in"
                    : "not a valid phone number in its country"));
  }

  /** The same where the sender says that bare digits begin with their country code. */
  static Normaliser.Forms readInternational(String raw, @Nullable String region) {
    return withCountryCode(raw).map(Phones::forms).orElseGet(() -> read(raw, region));
  }

  /** A number whose digits begin with its country code, without a plus. */
  static Optional<String> withCountryCode(String raw) {
    String text = Texts.trim(raw);
    boolean bare =
        !text.isEmpty()
            && text.length() <= LENGTH_MAX
            && Character.isDigit(text.charAt(0))
            && Character.digit(text.charAt(0), 10) > 0;
    return bare ? valid(plain("+" + text), null) : Optional.empty();
  }

  private static Normaliser.Forms forms(String plus) {
    return variant -> new Normalised.Text(variant.equals("digits") ? plus.substring(1) : plus);
  }

  /**
   * The number in E.164. {@code 00} is read as the international prefix where the region's own
   * reading fails. A number without plus or {@code 00} that nobody knows a country for is none:
   * most national numbers of one country are valid ones of another, too.
   */
  static Optional<String> e164(String text, @Nullable String region) {
    String known = region != null && NUMBERS.getSupportedRegions().contains(region) ? region : null;
    return valid(plain(text), known)
        .or(() -> text.startsWith("00") ? valid("+" + text.substring(2), null) : Optional.empty());
  }

  /** Whether a text with a plus is a valid number. */
  static boolean isNumber(String international) {
    return valid(plain(international), null).isPresent();
  }

  /**
   * A number in the usual marks without them, which is how it is read in the end; the reader takes
   * twice as long where it has to look for an extension between them.
   */
  private static String plain(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= '0' && c <= '9' || c == '+' && i == 0) {
        digits.append(c);
      } else if (" ()-./".indexOf(c) < 0) {
        return text;
      }
    }
    return digits.length() < DIGITS_MIN ? text : digits.toString();
  }

  /**
   * A number that is written with {@code +1} and ten digits, the first of them no trunk or
   * international prefix (North American Numbering Plan, E.164): there is nothing in it for the
   * reader to find out, which takes three quarters of the time of all that is done to a number.
   */
  private static @Nullable PhoneNumber northAmerican(String text) {
    if (text.length() != "+12025550123".length() || !text.startsWith("+1")) {
      return null;
    }
    for (int i = 2; i < text.length(); i++) {
      if (text.charAt(i) < (i == 2 ? '2' : '0') || text.charAt(i) > '9') {
        return null;
      }
    }
    return new PhoneNumber().setCountryCode(1).setNationalNumber(Long.parseLong(text, 2, 12, 10));
  }

  /** Mexico's mobile numbers lost the 1 after the country code in 2019 (ITU, E.164 notice). */
  private static PhoneNumber withoutMobileDigit(PhoneNumber number) {
    long rest = number.getNationalNumber() - MEXICAN_ONE;
    return number.getCountryCode() == MEXICO && rest >= 0 && rest < MEXICAN_ONE
        ? number.setNationalNumber(rest)
        : number;
  }

  /** In its own region first: looking for another one asks every country of the same code. */
  private static boolean isValid(PhoneNumber number, @Nullable String region) {
    return region != null && NUMBERS.isValidNumberForRegion(number, region)
        || NUMBERS.isValidNumber(number);
  }

  private static Optional<String> valid(String text, @Nullable String region) {
    try {
      PhoneNumber northAmerican = northAmerican(text);
      PhoneNumber number =
          northAmerican == null ? withoutMobileDigit(NUMBERS.parse(text, region)) : northAmerican;
      if (!isValid(number, region)) {
        return Optional.empty();
      }
      return Optional.of(
          northAmerican == null ? NUMBERS.format(number, PhoneNumberFormat.E164) : text);
    } catch (NumberParseException e) {
      // Not a number: an answer, not a failure. Its message quotes the input and stays here.
      return Optional.empty();
    }
  }
}
