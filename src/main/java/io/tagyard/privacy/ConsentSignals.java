package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Purpose;
import io.tagyard.event.Signal;
import io.tagyard.privacy.ConsentReader.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The signals this version reads: our five purposes, and Google Consent Mode's four signals. */
final class ConsentSignals {
  private static final Map<String, List<Purpose>> GOOGLE = Collections.unmodifiableMap(google());
  private static final Set<String> YES = Set.of("true", "1");

  private ConsentSignals() {}

  static List<Statement> ownPurposes(JsonNode consent) {
    List<Statement> said = new ArrayList<>();
    for (Purpose purpose : Purpose.values()) {
      signal(consent.path("purposes").path(purpose.word()))
          .ifPresent(
              signal -> said.add(new Statement(purpose, signal, "purposes." + purpose.word())));
    }
    return said;
  }

  static List<Statement> google(JsonNode consent) {
    List<Statement> said = new ArrayList<>();
    GOOGLE.forEach((member, purposes) ->
        signal(consent.path(member))
            .ifPresent(signal ->
                purposes.forEach(purpose -> said.add(new Statement(purpose, signal, member)))));
    return said;
  }

  static Map<String, String> googleAsSent(JsonNode consent) {
    Map<String, String> sent = new LinkedHashMap<>();
    for (String member : GOOGLE.keySet()) {
      signal(consent.path(member))
          .ifPresent(signal -> sent.put(member, consent.path(member).asText()));
    }
    return Collections.unmodifiableMap(sent);
  }

  static boolean yes(JsonNode flag) {
    return YES.contains(Texts.lower(flag.asText("")));
  }

  private static Optional<Signal> signal(JsonNode value) {
    return switch (Texts.lower(value.asText(""))) {
      case "granted" -> Optional.of(Signal.GRANTED);
      case "denied" -> Optional.of(Signal.DENIED);
      default -> Optional.empty();
    };
  }

  private static Map<String, List<Purpose>> google() {
    Map<String, List<Purpose>> google = new LinkedHashMap<>();
    google.put("ad_storage", List.of(Purpose.MEASUREMENT, Purpose.AFFILIATE_ATTRIBUTION));
    google.put("ad_user_data", List.of(Purpose.AD_USER_DATA));
    google.put("ad_personalization", List.of(Purpose.AD_PERSONALISATION));
    google.put("analytics_storage", List.of(Purpose.ANALYTICS));
    return google;
  }
}
