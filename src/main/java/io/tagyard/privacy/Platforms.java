package io.tagyard.privacy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which variant of an identifier each platform compares: the one table of it, of what the
 * definitions send. Where there are several, the first that a value has; with a country before
 * them, these only there. A platform that is not listed for a kind takes that kind unhashed or not
 * at all.
 */
final class Platforms {
  static final Set<String> ALL =
      Set.of(
          "meta",
          "tiktok",
          "snap",
          "pinterest",
          "linkedin",
          "x",
          "google",
          "ga4",
          "microsoft",
          "reddit",
          "amazon",
          "canonical");

  private static final String NAMES =
      "meta=meta google=google ga4=ga4 snap=meta pinterest=space tiktok=space amazon=amazon"
          + " canonical=google";
  private static final Map<Identifier, Map<String, String>> TABLE =
      Map.ofEntries(
          row(
              Identifier.EMAIL,
              "meta=basic tiktok=basic snap=basic pinterest=basic linkedin=basic x=basic"
                  + " canonical=basic google=google ga4=google microsoft=strip reddit=reddit amazon=amazon"),
          row(
              Identifier.PHONE,
              "google=e164 ga4=e164 tiktok=e164 reddit=e164 x=e164 microsoft=e164 canonical=e164"
                  + " meta=digits snap=digits pinterest=digits amazon=digits"),
          row(Identifier.FIRST_NAME, NAMES),
          row(Identifier.LAST_NAME, NAMES),
          row(Identifier.GENDER, "meta= snap= pinterest= canonical="),
          row(Identifier.DATE_OF_BIRTH, "meta= snap= pinterest= canonical="),
          row(Identifier.STREET, "google=google ga4=ga4 canonical=google"),
          row(
              Identifier.CITY,
              "meta=latin|utf8 amazon=latin snap=utf8 pinterest=utf8 canonical=utf8"),
          row(Identifier.REGION, "meta=code snap=code pinterest=code amazon=code canonical=code"),
          row(
              Identifier.POSTAL_CODE,
              "meta=short snap=US:short|compact pinterest=US:short|compact tiktok=space|compact"
                  + " amazon=space|compact canonical=compact"),
          row(Identifier.COUNTRY, "meta= snap= pinterest= amazon= canonical="),
          row(
              Identifier.EXTERNAL_ID,
              "meta=lower canonical=lower tiktok=trim|lower snap=trim|lower pinterest=trim|lower"
                  + " reddit=trim|lower amazon=trim|lower"),
          row(Identifier.IP, "reddit= canonical="),
          row(Identifier.DEVICE_ID, "snap=lower canonical=lower amazon=lower reddit=upper"));

  private Platforms() {}

  /** The variant this platform compares, of values that have several the one that it prefers. */
  static Optional<String> variant(Identifier identifier, String platform) {
    return variants(identifier, platform, null).stream().findFirst();
  }

  /**
   * The variants this platform compares, the first that a value has; empty when it takes none.
   *
   * @param country upper-case ISO 3166-1 code; null = unknown
   */
  static List<String> variants(Identifier identifier, String platform, @Nullable String country) {
    String cell = TABLE.getOrDefault(identifier, Map.of()).get(platform);
    if (cell == null) {
      return List.of();
    }
    List<String> variants = List.of(cell.split("\\|", -1));
    String there = country + ":";
    return variants.stream()
        .filter(variant -> variant.indexOf(':') < 0 || variant.startsWith(there))
        .map(variant -> variant.substring(variant.indexOf(':') + 1))
        .toList();
  }

  private static Map.Entry<Identifier, Map<String, String>> row(Identifier kind, String cells) {
    Map<String, String> row = new TreeMap<>();
    for (String cell : cells.split(" ", -1)) {
      int equals = cell.indexOf('=');
      row.put(cell.substring(0, equals), cell.substring(equals + 1));
    }
    return Map.entry(kind, Map.copyOf(row));
  }
}
