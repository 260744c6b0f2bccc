package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** {@code GRANTED}, as some consent platforms write it, is {@code granted}. */
final class ConsentWords {
  private static final List<String> WORDS = List.of("granted", "denied", "unset");

  private ConsentWords() {}

  /** Lower-cases the signals in place; what is no signal stays, for the schema to refuse. */
  static void lower(ObjectNode body) {
    if (body.get("consent") instanceof ObjectNode consent) {
      lowerMembers(consent);
      if (consent.get("purposes") instanceof ObjectNode purposes) {
        lowerMembers(purposes);
      }
    }
  }

  private static void lowerMembers(ObjectNode signals) {
    for (var member : signals.properties()) {
      JsonNode value = member.getValue();
      String word = value.isTextual() ? value.textValue().toLowerCase(Locale.ROOT) : "";
      if (WORDS.contains(word)) {
        signals.put(member.getKey(), word);
      }
    }
  }
}
