package io.tagyard.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an event says about consent, as it was sent: found by the names of its members, not read.
 *
 * @param said by the members of {@code consent} and by the cookies of consent platforms in {@code
 *     cookies}; in the order sent
 * @param unknown names under {@code consent} that nobody knows, with a value
 * @param misplaced paths of what looks like consent where it is not looked for, for example {@code
 *     context.consent}
 */
public record ConsentSent(List<Said> said, List<String> unknown, List<String> misplaced) {
  private static final String CONSENT = "consent";
  private static final Set<String> CONTAINERS = Set.of("context", "user", "device");

  /** Too plain to be taken for consent outside of it. */
  private static final Set<String> PLAIN = Set.of("categories", "denied", "allowed");

  /**
   * One value.
   *
   * @param name it came under, for example {@code us_privacy}, {@code cookies.usprivacy}
   */
  public record Said(ConsentMember member, String name, JsonNode value) {
    /** A cookie's value. */
    public static Said cookie(String cookie, JsonNode value) {
      return new Said(ConsentMember.of(cookie).orElseThrow(), "cookies." + cookie, value);
    }
  }

  /** What this event says, whatever its form. */
  public static ConsentSent of(JsonNode event) {
    List<Said> said = new ArrayList<>();
    List<String> unknown = new ArrayList<>();
    List<String> misplaced = new ArrayList<>();
    JsonNode consent = event.path(CONSENT);
    if (consent.isObject()) {
      within(consent, said, unknown);
    } else if (ConsentValue.isThere(consent)) {
      misplaced.add(CONSENT);
    }
    JsonNode cookies = event.path("cookies");
    if (cookies.isObject()) {
      for (String cookie : ConsentMember.COOKIES) {
        if (cookies.has(cookie)) {
          said.add(Said.cookie(cookie, cookies.get(cookie)));
        }
      }
    }
    for (Map.Entry<String, JsonNode> member : event.properties()) {
      misplaced(member.getKey(), member.getValue(), misplaced);
    }
    return new ConsentSent(said, unknown, misplaced);
  }

  /** The value of a member that has one name only; empty when it was not sent. */
  public Optional<JsonNode> value(ConsentMember member) {
    for (Said each : said) {
      if (each.member() == member) {
        return Optional.of(each.value());
      }
    }
    return Optional.empty();
  }

  private static void within(JsonNode consent, List<Said> said, List<String> unknown) {
    for (Map.Entry<String, JsonNode> member : consent.properties()) {
      Optional<ConsentMember> known = ConsentMember.of(member.getKey());
      if (known.isPresent()) {
        said.add(new Said(known.get(), member.getKey(), member.getValue()));
      } else if (speaks(member.getValue())) {
        unknown.add(member.getKey());
      }
    }
  }

  private static void misplaced(String name, JsonNode value, List<String> misplaced) {
    if (name.equals(CONSENT) || !speaks(value)) {
      return;
    }
    if (isConsent(name)
        || (!PLAIN.contains(name)
            && ConsentMember.of(name).filter(ConsentMember::isSignal).isPresent())) {
      misplaced.add(name);
    } else if (CONTAINERS.contains(name) && value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        if (isConsent(member.getKey()) && speaks(member.getValue())) {
          misplaced.add(name + "." + member.getKey());
        }
      }
    }
  }

  private static boolean isConsent(String name) {
    char first = name.isEmpty() ? 'x' : name.charAt(0);
    if (first != 'c' && first != 'C' && first > ' ') {
      return false; // most names, asked for every member of every event
    }
    String word = name.strip().toLowerCase(Locale.ROOT);
    return word.equals(CONSENT) || word.equals("consentmanagement");
  }

  private static boolean speaks(JsonNode value) {
    return ConsentValue.isThere(value) && !(value.isContainerNode() && value.isEmpty());
  }
}
