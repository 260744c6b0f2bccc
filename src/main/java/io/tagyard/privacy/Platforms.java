package io.tagyard.privacy;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which variant of an identifier each platform compares: the one table of it. A platform that is
 * not listed for a kind takes that kind unhashed or not at all.
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
          row(Identifier.CITY, "meta=latin amazon=latin snap=utf8 pinterest=utf8 canonical=utf8"),
          row(Identifier.REGION, "meta=code snap=code pinterest=code amazon=code canonical=code"),
          row(
              Identifier.POSTAL_CODE,
              "meta=short snap=compact pinterest=compact tiktok=space amazon=space"
                  + " canonical=compact"),
          row(Identifier.COUNTRY, "meta= snap= pinterest= amazon= canonical="),
          row(
              Identifier.EXTERNAL_ID,
              "meta=lower canonical=lower tiktok=trim snap=trim pinterest=trim reddit=trim"
                  + " amazon=trim"),
          row(Identifier.IP, "reddit= canonical="),
          row(Identifier.DEVICE_ID, "snap=lower canonical=lower amazon=lower reddit=upper"));

  private Platforms() {}

  /** The variant this platform compares. */
  static Optional<String> variant(Identifier identifier, String platform) {
    return Optional.ofNullable(TABLE.getOrDefault(identifier, Map.of()).get(platform));
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
