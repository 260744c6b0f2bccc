package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.ConsentMember;
import io.tagyard.event.ConsentSent;
import io.tagyard.event.ConsentValue;
import io.tagyard.event.Regime;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the person is, and what silence means there.
 *
 * @param country upper-case ISO 3166-1 code; null where the event names none that is known
 * @param subdivision upper-case ISO 3166-2 code
 * @param region what decided the regime, for people
 */
record ConsentPlace(
    @Nullable String country, @Nullable String subdivision, Regime regime, String region) {
  private static final Pattern SUBDIVISION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");
  private static final Pattern STATE = Pattern.compile("[A-Z0-9]{1,3}");

  /** A place that is named and that nobody knows. */
  private static final String NOWHERE = "?";

  /**
   * The place of an event. One that names a place nobody knows is not taken for the workspace's: it
   * is opt-in.
   *
   * @param home the workspace's region: {@code eea}, {@code uk}, {@code ch}, {@code us}, {@code
   *     other}
   * @param laxer whether the event may turn a workspace's opt-in into opt-out; it may always do the
   *     contrary
   */
  static ConsentPlace of(ConsentSent sent, JsonNode body, String home, boolean laxer) {
    ConsentPlace said = said(sent, body, home);
    Regime atHome = atHome(home).orElse(Regime.OPT_IN);
    return !laxer && said.regime() == Regime.OPT_OUT && atHome == Regime.OPT_IN
        ? new ConsentPlace(said.country(), said.subdivision(), atHome, regionOf(home))
        : said;
  }

  private static ConsentPlace said(ConsentSent sent, JsonNode body, String home) {
    String inAddress = body.path("user").path("address").path("country").asText("").strip();
    String inConsent = text(sent, ConsentMember.COUNTRY);
    String named = inConsent.isEmpty() ? inAddress : inConsent;
    String country = country(named).orElse(null);
    String subdivision =
        subdivision(
            sent, body, country, country != null && country.equals(home(inAddress, country)));
    String placed =
        country == null && named.isEmpty() && subdivision != null
            ? subdivision.substring(0, 2)
            : country;
    if (placed != null) {
      return new ConsentPlace(
          country,
          subdivision,
          Regions.ofCountry(placed).orElse(Regime.OPT_IN),
          country == null ? "subdivision " + subdivision : "country " + country);
    }
    Optional<Regime> regime = named.isEmpty() ? atHome(home) : Optional.empty();
    return new ConsentPlace(
        null,
        subdivision,
        regime.orElse(Regime.OPT_IN),
        regime.isPresent() ? regionOf(home) : "unknown");
  }

  private static String regionOf(String home) {
    return atHome(home).isPresent() ? "workspace region " + home : "unknown";
  }

  private static Optional<Regime> atHome(String home) {
    return home.equals("other") ? Optional.empty() : Regions.ofWorkspace(home);
  }

  /** What is no text names a place all the same: one nobody knows. */
  private static String text(ConsentSent sent, ConsentMember member) {
    JsonNode value = sent.value(member).filter(ConsentValue::isThere).orElse(null);
    return value == null ? "" : value.isTextual() ? value.textValue().strip() : NOWHERE;
  }

  /** A code of two letters is these two letters: {@code U S} is none. */
  private static Optional<String> country(String named) {
    boolean control = named.chars().anyMatch(Character::isISOControl);
    boolean spaced =
        named.length() > 2 && Texts.without(named, c -> !Texts.asciiLetterOrDigit(c)).length() == 2;
    return control || spaced ? Optional.empty() : Regions.countryCode(named);
  }

  private static @Nullable String home(String inAddress, @Nullable String fallback) {
    return inAddress.isEmpty() ? fallback : country(inAddress).orElse(null);
  }

  private static @Nullable String subdivision(
      ConsentSent sent, JsonNode body, @Nullable String country, boolean addressIsThere) {
    String said = Texts.upper(text(sent, ConsentMember.SUBDIVISION));
    if (SUBDIVISION.matcher(said).matches()) {
      return said;
    }
    String region = body.path("user").path("address").path("region").asText("").strip();
    if (country == null || !addressIsThere || region.isEmpty()) {
      return null;
    }
    String code =
        Regions.stateCode(Texts.lower(region), country)
            .map(Texts::upper)
            .orElse(Texts.upper(region));
    return STATE.matcher(code).matches() ? country + "-" + code : null;
  }
}
