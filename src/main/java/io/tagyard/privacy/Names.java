package io.tagyard.privacy;

import java.util.regex.Pattern;

/**
 * First and last names: {@code google} keeps hyphens, apostrophes and inner blanks and drops titles
 * and suffixes; {@code meta} drops white space and ASCII punctuation (Meta, Snap); {@code space}
 * only white space (Pinterest, TikTok); {@code amazon} keeps {@code a-z0-9} only; {@code ga4} keeps
 * letters and inner blanks (Google Analytics, user-provided data).
 */
final class Names {
  private static final Pattern TITLE = Pattern.compile("(?<!\\p{L})(?:mr|mrs|ms|dr)\\.(?:\\s+|$)");
  private static final Pattern SUFFIX =
      Pattern.compile(
          "(?:,\\s*|\\s+)(?:jr\\.|sr\\.|2nd|3rd|ii|iii|iv|v|vi|cpa|dc|dds|vm|jd|md|phd)\\s?$");
  private static final int LENGTH_MAX = 256;

  private Names() {}

  static Normaliser first() {
    return (raw, region) -> forms(raw, Names::withoutTitle);
  }

  static Normaliser last() {
    return (raw, region) -> forms(raw, Names::withoutSuffixes);
  }

  private static Normaliser.Forms forms(
      String raw, java.util.function.UnaryOperator<String> google) {
    String name = Texts.lower(Texts.trim(raw));
    if (Texts.junk(name) || name.length() > LENGTH_MAX) {
      return Normaliser.Forms.refused("no name in it");
    }
    return variant ->
        Normalised.of(
            switch (variant) {
              case "google" -> google.apply(name);
              case "ga4" -> Texts.trim(Texts.without(name, c -> !Texts.letter(c) && c != ' '));
              case "space" -> Texts.withoutBlanks(name);
              case "amazon" -> Texts.without(name, c -> !Texts.asciiLetterOrDigit(c));
              default -> Texts.without(name, c -> Texts.blank(c) || Texts.asciiPunctuation(c));
            },
            "nothing is left of the name");
  }

  private static String withoutTitle(String name) {
    return Texts.trim(TITLE.matcher(name).replaceAll(""));
  }

  private static String withoutSuffixes(String name) {
    String rest = name;
    for (String next = cut(rest); !next.equals(rest); next = cut(rest)) {
      rest = next;
    }
    return Texts.trim(rest);
  }

  private static String cut(String name) {
    return SUFFIX.matcher(name).replaceFirst("");
  }
}
