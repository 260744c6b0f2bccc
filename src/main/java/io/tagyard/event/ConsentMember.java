package io.tagyard.event;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What can stand under {@code consent}: by its own name, by the names that other products use, and
 * by those of cookies (docs/consent.md). In the order in which what says the same is named.
 */
public enum ConsentMember {
  PURPOSES("purposes"),
  AD_STORAGE("ad_storage", "adStorage"),
  AD_USER_DATA("ad_user_data", "adUserData"),
  AD_PERSONALIZATION("ad_personalization", "adPersonalization"),
  ANALYTICS_STORAGE("analytics_storage", "analyticsStorage"),
  GPC("gpc", "globalPrivacyControl", "sec_gpc", "secGpc"),
  LIMITED_DATA_USE("limited_data_use", "limitedDataUse"),
  TCF("tcf", "gdpr_consent", "tcString", "euconsent-v2"),
  GPP("gpp", "gppString", "gpp_string"),
  USP("usp", "us_privacy", "usPrivacy", "uspString", "usprivacy"),
  /** Google's additional consent. */
  AC("ac", "addtl_consent", "acString"),
  GCS("gcs"),
  GCD("gcd"),
  ONETRUST("onetrust", "OptanonConsent", "OptanonAlertBoxClosed"),
  COOKIEBOT("cookiebot", "CookieConsent"),
  DIDOMI("didomi", "didomi_token"),
  /** As Segment sends them. */
  CATEGORIES("categories", "categoryPreferences"),
  /** As RudderStack sends them. */
  DENIED("denied", "deniedConsentIds"),
  ALLOWED("allowed", "allowedConsentIds"),
  GIVEN_AT("given_at"),
  COUNTRY("country"),
  SUBDIVISION("subdivision"),
  /** Known, and without a meaning for decisions. */
  SILENT(
      "id",
      "provider",
      "resolutionStrategy",
      "functionality_storage",
      "security_storage",
      "personalization_storage",
      "gdpr",
      "gpp_sid");

  /** Cookies in which consent platforms keep what a visitor chose. */
  public static final List<String> COOKIES =
      List.of(
          "OptanonConsent",
          "OptanonAlertBoxClosed",
          "CookieConsent",
          "didomi_token",
          "euconsent-v2",
          "addtl_consent",
          "usprivacy");

  private static final Set<ConsentMember> NO_SIGNALS =
      Set.of(GIVEN_AT, COUNTRY, SUBDIVISION, SILENT);
  private static final Map<String, ConsentMember> BY_NAME = byName();

  private final List<String> names;

  ConsentMember(String... names) {
    this.names = List.of(names);
  }

  /** The member of this name, which is told by its every letter. */
  public static Optional<ConsentMember> of(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** Every name there is, sorted. */
  public static Set<String> allNames() {
    return new TreeSet<>(BY_NAME.keySet());
  }

  /** Its own name, for example {@code usp}. */
  public String word() {
    return names.getFirst();
  }

  /** Whether it can say something about a purpose. */
  public boolean isSignal() {
    return !NO_SIGNALS.contains(this);
  }

  private static Map<String, ConsentMember> byName() {
    Map<String, ConsentMember> byName = new HashMap<>();
    Arrays.stream(values())
        .forEach(member -> member.names.forEach(name -> byName.put(name, member)));
    return Collections.unmodifiableMap(byName);
  }
}
