package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Purpose;
import io.tagyard.event.Regime;
import io.tagyard.event.Sender;
import io.tagyard.event.Signal;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an event says about consent, with the request it came in and the workspace's region. Pure.
 * Every kind of signal is read by its own source of {@link Statement}s; a denial by any of them
 * wins.
 */
public final class ConsentReader {
  private static final List<StatementSource> SOURCES =
      List.of(ConsentSignals::ownPurposes, ConsentSignals::google);
  private static final List<String> UNREAD = List.of("tcf", "gpp", "usp");
  private static final Pattern STRING = Pattern.compile("[A-Za-z0-9_.~+/=,*-]{1,4096}");
  private static final Pattern SUBDIVISION = Pattern.compile("[A-Z]{2}-[A-Z0-9]{1,3}");
  private static final Pattern STATE = Pattern.compile("[A-Z0-9]{1,3}");

  private ConsentReader() {}

  /** One thing said about one purpose. */
  record Statement(Purpose purpose, Signal signal, String member) {}

  /** Reads one kind of signal from an event's {@code consent}. */
  @FunctionalInterface
  interface StatementSource {
    List<Statement> read(JsonNode consent);
  }

  /**
   * The record of an event.
   *
   * @param body of a valid event
   * @param workspaceRegion {@code eea}, {@code uk}, {@code ch}, {@code us} or {@code other}
   */
  public static ConsentRecord read(JsonNode body, Sender sender, String workspaceRegion) {
    JsonNode consent = body.path("consent");
    Map<Purpose, Signal> purposes = new EnumMap<>(Purpose.class);
    Map<Purpose, String> decidedBy = new EnumMap<>(Purpose.class);
    for (StatementSource source : SOURCES) {
      for (Statement said : source.read(consent)) {
        Signal before = purposes.get(said.purpose());
        if (before == null || (before == Signal.GRANTED && said.signal() == Signal.DENIED)) {
          purposes.put(said.purpose(), said.signal());
          decidedBy.put(said.purpose(), said.member());
        }
      }
    }
    Place place = place(body, workspaceRegion);
    return new ConsentRecord(
        Collections.unmodifiableMap(purposes),
        Collections.unmodifiableMap(decidedBy),
        ConsentSignals.googleAsSent(consent),
        ConsentSignals.yes(consent.path("limited_data_use")),
        ConsentSignals.yes(consent.path("gpc")) || sender.gpc(),
        unread(consent),
        strings(consent),
        place.country(),
        place.subdivision(),
        place.regime(),
        place.region());
  }

  private static Set<String> unread(JsonNode consent) {
    Set<String> unread = new TreeSet<>();
    for (String name : UNREAD) {
      if (!consent.path(name).asText("").isBlank()) {
        unread.add(name);
      }
    }
    return Collections.unmodifiableSet(unread);
  }

  private static Map<String, String> strings(JsonNode consent) {
    Map<String, String> strings = new LinkedHashMap<>();
    for (String name : UNREAD) {
      String text = consent.path(name).asText("");
      if (STRING.matcher(text).matches()) {
        strings.put(name, text);
      }
    }
    return Collections.unmodifiableMap(strings);
  }

  private record Place(
      @Nullable String country, @Nullable String subdivision, Regime regime, String region) {}

  /** An event that names a place nobody knows is not taken for the workspace's: it is opt-in. */
  private static Place place(JsonNode body, String workspaceRegion) {
    JsonNode address = body.path("user").path("address");
    String inAddress = address.path("country").asText("").strip();
    String said = body.path("consent").path("country").asText("").strip();
    String named = said.isEmpty() ? inAddress : said;
    String country = Regions.countryCode(named).orElse(null);
    String subdivision =
        subdivision(body, country, country != null && country.equals(home(inAddress, country)));
    String placed =
        country == null && named.isEmpty() && subdivision != null
            ? subdivision.substring(0, 2)
            : country;
    if (placed != null) {
      return new Place(
          country,
          subdivision,
          Regions.ofCountry(placed).orElse(Regime.OPT_IN),
          country == null ? "subdivision " + subdivision : "country " + country);
    }
    Optional<Regime> regime =
        named.isEmpty() && !workspaceRegion.equals("other")
            ? Regions.ofWorkspace(workspaceRegion)
            : Optional.empty();
    return new Place(
        null,
        subdivision,
        regime.orElse(Regime.OPT_IN),
        regime.isPresent() ? "workspace region " + workspaceRegion : "unknown");
  }

  private static @Nullable String home(String inAddress, @Nullable String fallback) {
    return inAddress.isEmpty() ? fallback : Regions.countryCode(inAddress).orElse(null);
  }

  private static @Nullable String subdivision(
      JsonNode body, @Nullable String country, boolean addressIsThere) {
    String said = Texts.upper(body.path("consent").path("subdivision").asText("").strip());
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
