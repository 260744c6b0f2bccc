package io.tagyard.privacy;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * What a workspace needs of a person's data.
 *
 * @param region where its visitors are when an event does not tell: {@code eea}, {@code uk}, {@code
 *     ch}, {@code us} or {@code other}
 * @param retained fields kept raw and sealed, and for how long from receipt: {@code email, phone,
 *     first_name, last_name, gender, date_of_birth, street, city, region, postal_code}
 * @param digester makes the digest variants its destinations use
 * @param trustBrowserCountry whether a page may say that its visitor is where silence grants
 * @param internationalPhones whether a phone's bare digits begin with their country code
 */
public record PrivacyPolicy(
    String region,
    Map<String, Duration> retained,
    Digester digester,
    boolean trustBrowserCountry,
    boolean internationalPhones) {
  /** The fields that can be retained, in the order of the format. */
  public static final java.util.List<String> RETAINABLE =
      java.util.List.of(
          "email",
          "phone",
          "first_name",
          "last_name",
          "gender",
          "date_of_birth",
          "street",
          "city",
          "region",
          "postal_code");

  public PrivacyPolicy {
    retained = Map.copyOf(retained);
    if (!RETAINABLE.containsAll(retained.keySet())) {
      throw new IllegalArgumentException(
          "retained: " + retained.keySet() + " (expected: only " + RETAINABLE + ")");
    }
  }

  /** A policy for numbers with a plus or of a known country. */
  public PrivacyPolicy(String region, Map<String, Duration> retained, Digester digester) {
    this(region, retained, digester, false, false);
  }

  /**
   * A policy with the digest variants of these names.
   *
   * @param digests see {@link Digester#ALL}
   */
  public PrivacyPolicy(String region, Map<String, Duration> retained, Set<String> digests) {
    this(region, retained, Digester.of(digests), false, false);
  }

  /** Every digest, nothing raw. */
  public static PrivacyPolicy everyDigest(String region) {
    return new PrivacyPolicy(region, Map.of(), Digester.of(Digester.ALL), false, false);
  }
}
