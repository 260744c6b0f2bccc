package io.tagyard.journal;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Purpose;
import io.tagyard.event.Regime;
import io.tagyard.event.Signal;
import java.io.IOException;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The consent record within an event's JSON; empty members are left out. Every event has one, so
 * its words are letters here, see {@link ConsentLetters}.
 */
final class ConsentCodec {
  private ConsentCodec() {}

  static void write(JsonGenerator json, ConsentRecord consent) throws IOException {
    json.writeStartObject();
    if (!consent.purposes().isEmpty()) {
      json.writeArrayFieldStart("p");
      for (Map.Entry<Purpose, Signal> said : consent.purposes().entrySet()) {
        json.writeString(
            ConsentLetters.purpose(
                said.getKey(), said.getValue(), consent.decidedBy().get(said.getKey())));
      }
      json.writeEndArray();
    }
    if (!consent.asSent().isEmpty()) {
      json.writeArrayFieldStart("a");
      for (Map.Entry<String, String> sent : consent.asSent().entrySet()) {
        json.writeString(ConsentLetters.sent(sent.getKey(), sent.getValue()));
      }
      json.writeEndArray();
    }
    if (consent.limitedDataUse()) {
      json.writeBooleanField("l", true);
    }
    if (consent.gpc()) {
      json.writeBooleanField("g", true);
    }
    names(json, "o", consent.optOuts());
    names(json, "u", consent.unread());
    names(json, "k", consent.unknown());
    if (!consent.expired().isEmpty()) {
      json.writeStringField("e", ConsentLetters.purposes(consent.expired()));
    }
    if (!consent.strings().isEmpty()) {
      json.writeObjectFieldStart("t");
      for (Map.Entry<String, String> string : consent.strings().entrySet()) {
        json.writeStringField(string.getKey(), string.getValue());
      }
      json.writeEndObject();
    }
    text(json, "c", consent.country());
    text(json, "s", consent.subdivision());
    json.writeStringField("r", consent.regime().name());
    json.writeStringField("w", consent.region());
    json.writeEndObject();
  }

  static ConsentRecord read(JsonNode json) {
    Map<Purpose, Signal> purposes = new EnumMap<>(Purpose.class);
    Map<Purpose, String> decidedBy = new EnumMap<>(Purpose.class);
    for (JsonNode said : json.path("p")) {
      ConsentLetters.readPurpose(said.textValue(), purposes, decidedBy);
    }
    Map<String, String> asSent = new LinkedHashMap<>();
    for (JsonNode sent : json.path("a")) {
      ConsentLetters.readSent(sent.textValue(), asSent);
    }
    return record(json, purposes, decidedBy, asSent);
  }

  /** As format 1 of the events has it: with whole words. */
  static ConsentRecord readWords(JsonNode json) {
    Map<Purpose, Signal> purposes = new EnumMap<>(Purpose.class);
    texts(json, "p")
        .forEach((key, value) -> purposes.put(purpose(key), Signal.valueOf(upper(value))));
    Map<Purpose, String> decidedBy = new EnumMap<>(Purpose.class);
    texts(json, "d").forEach((key, value) -> decidedBy.put(purpose(key), value));
    return record(json, purposes, decidedBy, texts(json, "a"));
  }

  private static ConsentRecord record(
      JsonNode json,
      Map<Purpose, Signal> purposes,
      Map<Purpose, String> decidedBy,
      Map<String, String> asSent) {
    return new ConsentRecord(
        purposes,
        decidedBy,
        asSent,
        json.path("l").booleanValue(),
        json.path("g").booleanValue(),
        names(json, "o"),
        names(json, "u"),
        names(json, "k"),
        ConsentLetters.readPurposes(json.path("e").asText("")),
        texts(json, "t"),
        EventCodec.text(json, "c"),
        EventCodec.text(json, "s"),
        Regime.valueOf(json.required("r").textValue()),
        json.required("w").textValue());
  }

  private static void names(JsonGenerator json, String member, Set<String> names)
      throws IOException {
    if (!names.isEmpty()) {
      texts(json, member, new TreeSet<>(names));
    }
  }

  private static Set<String> names(JsonNode json, String member) {
    Set<String> names = new LinkedHashSet<>();
    json.path(member).forEach(name -> names.add(name.textValue()));
    return names;
  }

  static void texts(JsonGenerator json, String member, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void text(JsonGenerator json, String member, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(member, value);
    }
  }

  private static Map<String, String> texts(JsonNode json, String member) {
    Map<String, String> texts = new LinkedHashMap<>();
    json.path(member)
        .properties()
        .forEach(one -> texts.put(one.getKey(), one.getValue().textValue()));
    return texts;
  }

  private static Purpose purpose(String word) {
    return Purpose.of(word).orElseThrow(() -> new Damaged("unknown purpose", null));
  }

  private static String upper(String word) {
    return word.toUpperCase(java.util.Locale.ROOT);
  }
}
