package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import io.tagyard.event.Regime;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Countries, states and the law of the place, from {@code privacy/regions.json}. */
final class Regions {
  private static final JsonNode DATA = load();
  private static final Pattern STATE_CODE = Pattern.compile("(us|ca)[-_][a-z]{2}");
  private static final Set<String> CODES = codes();
  private static final Map<String, String> WORKSPACE_COUNTRIES =
      Map.of("uk", "GB", "ch", "CH", "us", "US");
  private static final Map<String, Regime> REGIMES = regimes();

  /** Made on first use: reading every country's English name takes a while. */
  private static final class ByName {
    private static final Map<String, String> CODES = names();
  }

  private Regions() {}

  /** Upper-case ISO 3166-1 alpha-2 code of a code (also {@code UK}, alpha-3) or an English name. */
  static Optional<String> countryCode(String raw) {
    String text = Texts.upper(Texts.trim(raw));
    if (text.equals("UK")) {
      return Optional.of("GB");
    }
    if (text.length() == 2 && CODES.contains(text)) {
      return Optional.of(text);
    }
    return text.length() < 2 || text.length() > 64
        ? Optional.empty()
        : Optional.ofNullable(ByName.CODES.get(key(text)));
  }

  /**
   * The two letters of a US or Canadian state, lower case, from its code, its name or {@code
   * us-ca}; empty elsewhere, and where the country is unknown and the text names no such state.
   */
  static Optional<String> stateCode(String lowerText, @Nullable String country) {
    String text =
        lowerText.length() == "us-ca".length() && STATE_CODE.matcher(lowerText).matches()
            ? lowerText.substring(3)
            : lowerText;
    String letters = key(text);
    if (country != null && !DATA.path("states").has(country)) {
      return Optional.empty();
    }
    for (Map.Entry<String, JsonNode> states : DATA.path("states").properties()) {
      if (country == null || states.getKey().equals(country)) {
        JsonNode code = states.getValue().path(letters);
        if (code.isTextual()) {
          return Optional.of(code.textValue());
        }
      }
    }
    return letters.length() == 2 ? Optional.of(letters) : Optional.empty();
  }

  /** The regime of a country; empty = not listed. */
  static Optional<Regime> ofCountry(String country) {
    return Optional.ofNullable(REGIMES.get(country));
  }

  /** The regime of a workspace's region word; empty = no such word. */
  static Optional<Regime> ofWorkspace(String word) {
    JsonNode regime = DATA.path("workspace_regions").path(word);
    return regime.isTextual()
        ? Optional.of(Regime.valueOf(Texts.upper(regime.textValue())))
        : Optional.empty();
  }

  /** The country a workspace's region word names, for reading phone numbers. */
  static Optional<String> countryOfWorkspace(String word) {
    return Optional.ofNullable(WORKSPACE_COUNTRIES.get(word));
  }

  private static String key(String text) {
    String plain = Texts.ascii(text) ? text : Normalizer.normalize(text, Normalizer.Form.NFD);
    return Texts.lower(Texts.without(plain, c -> !Texts.asciiLetterOrDigit(c)));
  }

  private static Set<String> codes() {
    Set<String> codes =
        new java.util.HashSet<>(Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2));
    codes.add("XK");
    return Set.copyOf(codes);
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (String code : Locale.getISOCountries()) {
      Locale country = Locale.of("", code);
      names.put(key(country.getDisplayCountry(Locale.ENGLISH)), code);
      names.put(Texts.lower(country.getISO3Country()), code);
    }
    DATA.path("country_names")
        .properties()
        .forEach(name -> names.put(name.getKey(), name.getValue().textValue()));
    names.remove("");
    return names;
  }

  private static Map<String, Regime> regimes() {
    Map<String, Regime> regimes = new HashMap<>();
    for (Regime regime : Regime.values()) {
      DATA.path(regime.toString())
          .forEach(group -> group.forEach(code -> regimes.put(code.textValue(), regime)));
    }
    return regimes;
  }

  private static JsonNode load() {
    try (InputStream in = Regions.class.getResourceAsStream("/privacy/regions.json")) {
      if (in == null) {
        throw new IllegalStateException("privacy/regions.json is not in the build");
      }
      return Json.read(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException("privacy/regions.json cannot be read", e);
    }
  }
}
