package io.tagyard.privacy;

import org.jspecify.annotations.Nullable;

/** Parts of a postal address. */
final class Places {
  private static final int LENGTH_MAX = 512;
  private static final int ZIP_PLUS_4 = 9;

  private Places() {}

  /** {@code latin}: {@code a-z0-9} only (Meta); {@code utf8}: letters of any script only. */
  static Normaliser.Forms city(String raw, @Nullable String region) {
    String city = Texts.lower(Texts.trim(raw));
    if (Texts.junk(city) || city.length() > LENGTH_MAX) {
      return Normaliser.Forms.refused("no city in it");
    }
    return variant ->
        Normalised.of(
            variant.equals("latin")
                ? Texts.without(city, c -> !Texts.asciiLetterOrDigit(c))
                : Texts.without(city, c -> !Texts.letter(c)),
            "nothing is left of the city");
  }

  /** A state: its two letters in the US and Canada, elsewhere its letters. */
  static Normaliser.Forms region(String raw, @Nullable String country) {
    String text = Texts.lower(Texts.trim(raw));
    if (Texts.junk(text) || text.length() > LENGTH_MAX) {
      return Normaliser.Forms.refused("no state in it");
    }
    String code = Regions.stateCode(text, country).orElseGet(() -> lettersOf(text));
    return code.isEmpty()
        ? Normaliser.Forms.refused("no letters in the state")
        : Normaliser.Forms.same(code);
  }

  /**
   * {@code compact}: letters and digits (Snap, Pinterest); {@code space}: all but blanks (TikTok,
   * Amazon); {@code short}: the same up to the hyphen, in the US the five digits (Meta).
   */
  static Normaliser.Forms postalCode(String raw, @Nullable String region) {
    String code = Texts.withoutBlanks(Texts.lower(Texts.trim(raw)));
    int hyphen = code.indexOf('-');
    String head = hyphen < 0 ? code : code.substring(0, hyphen);
    String plain = Texts.without(code, c -> !Texts.letter(c) && !Character.isDigit(c));
    if (Texts.junk(code) || plain.length() < 2 || code.length() > LENGTH_MAX) {
      return Normaliser.Forms.refused("not a postal code");
    }
    String five =
        "US".equals(region) && head.length() == ZIP_PLUS_4 && Texts.all(head, Places::digit)
            ? head.substring(0, 5)
            : head;
    return variant ->
        switch (variant) {
          // D-80331 up to its hyphen is a letter, which stands for half a country
          case "short" -> Normalised.of(five.length() < 2 ? "" : five, "one letter is no code");
          case "space" -> new Normalised.Text(code);
          default -> new Normalised.Text(plain);
        };
  }

  /** Lower-case ISO 3166-1 code of a code or an English name. */
  static Normaliser.Forms country(String raw, @Nullable String region) {
    return Regions.countryCode(raw)
        .map(code -> Normaliser.Forms.same(Texts.lower(code)))
        .orElseGet(() -> Normaliser.Forms.refused("not a country"));
  }

  /**
   * Street and number, inner blanks kept: {@code google} as it is typed (Google Ads, enhanced
   * conversions); {@code ga4} without symbols (Google Analytics, user-provided data).
   */
  static Normaliser.Forms street(String raw, @Nullable String region) {
    String street = Texts.lower(Texts.trim(raw));
    if (Texts.junk(street) || street.length() > LENGTH_MAX) {
      return Normaliser.Forms.refused("no street in it");
    }
    return variant ->
        Normalised.of(
            variant.equals("google") ? street : Texts.trim(Texts.without(street, Places::symbol)),
            "nothing is left of the street");
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }

  private static boolean symbol(int c) {
    return !Texts.letter(c) && !Character.isDigit(c) && !Character.isWhitespace(c);
  }

  private static String lettersOf(String text) {
    return Texts.without(text, c -> !Texts.letter(c));
  }
}
