package io.tagyard.destination.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.expression.Facts;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the visitor and the session out of Google's own cookies: {@code client_id} is the two
 * numbers of {@code _ga}, {@code GA1.1.<a>.<b>} or they alone; {@code session_id} stands in the
 * stream's cookie {@code _ga_<id>}, of which two forms are about. Both are undocumented: what is
 * not of these forms is absent.
 */
final class Ga4Cookies implements Adapter {
  private static final Pattern CLIENT =
      Pattern.compile("(?:GA\\d+\\.[0-9-]+\\.)?+([1-9]\\d*\\.[1-9]\\d*)");
  private static final Pattern FIRST_FORM = Pattern.compile("GS1\\.\\d+\\.(\\d+)\\..*");
  private static final Pattern SECOND_FORM =
      Pattern.compile("GS2\\.\\d+\\.(?:[^$]*\\$)*?s(\\d+)(?:\\$.*)?");
  private static final String PREFIX = "G-";
  private static final int COOKIE_MAX = 512;

  private final String sessionCookie;

  private Ga4Cookies(String sessionCookie) {
    this.sessionCookie = sessionCookie;
  }

  @Override
  public ObjectNode values(Facts facts) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    String client = cookie("_ga", facts);
    Matcher visitor = CLIENT.matcher(client);
    if (visitor.matches()) {
      values.put("client_id", visitor.group(1));
    }
    // what reads cookies from a header often leaves the dollars encoded
    String session = cookie(sessionCookie, facts).replace("%24", "$");
    for (Pattern form : List.of(FIRST_FORM, SECOND_FORM)) {
      Matcher found = form.matcher(session);
      if (found.matches()) {
        values.put("session_id", found.group(1));
      }
    }
    return values;
  }

  private static String cookie(String name, Facts facts) {
    JsonNode value = facts.find(new Path(Root.COOKIES, List.of(name), "cookies." + name));
    String text = value == null ? "" : value.asText();
    return text.length() > COOKIE_MAX ? "" : text;
  }

  /** Makes it from the setting {@code measurement_id}. */
  static final class Maker implements Adapters.Kind {
    @Override
    public String name() {
      return "ga4-cookies";
    }

    @Override
    public Set<String> gives() {
      return Set.of("client_id", "session_id");
    }

    @Override
    public Set<String> reads() {
      return Set.of("measurement_id");
    }

    @Override
    public Optional<Adapter> bind(JsonNode settings, Place place, Problems problems) {
      String id = settings.path("measurement_id").asText();
      String stream = id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id;
      return Optional.of(new Ga4Cookies("_ga_" + stream));
    }
  }
}
