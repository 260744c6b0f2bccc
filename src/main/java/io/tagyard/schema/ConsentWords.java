package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.util.List;
import java.util.Locale;

/** {@code GRANTED}, as some consent platforms write it, is {@code granted}. */
final class ConsentWords {
  private static final List<String> WORDS = List.of("granted", "denied", "unset");

  private ConsentWords() {}

  /** Lower-cases the signals; what is no signal stays, for the schema to refuse. */
  static void lower(ObjectNode body) {
    if (body.get("consent") instanceof ObjectNode consent) {
      ObjectNode lowered = lowered(consent);
      if (lowered.get("purposes") instanceof ObjectNode purposes && lowered(purposes) != purposes) {
        lowered = lowered == consent ? Json.first(consent, consent.size()) : lowered;
        lowered.set("purposes", lowered(purposes));
      }
      body.set("consent", lowered);
    }
  }

  /** The signals themselves where they are lower case already. */
  private static ObjectNode lowered(ObjectNode signals) {
    ObjectNode lowered = signals;
    for (var member : signals.properties()) {
      JsonNode value = member.getValue();
      String sent = value.isTextual() ? value.textValue() : "";
      String word = sent.toLowerCase(Locale.ROOT);
      if (!word.equals(sent) && WORDS.contains(word)) {
        lowered = lowered == signals ? Json.first(signals, signals.size()) : lowered;
        lowered.put(member.getKey(), word);
      }
    }
    return lowered;
  }
}
