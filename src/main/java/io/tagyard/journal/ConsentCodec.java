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

/** The consent record within an event's JSON; empty members are left out. */
final class ConsentCodec {
  private ConsentCodec() {}

  static void write(JsonGenerator json, ConsentRecord consent) throws IOException {
    json.writeStartObject();
    texts(json, "p", consent.purposes());
    texts(json, "d", consent.decidedBy());
    texts(json, "a", consent.asSent());
    if (consent.limitedDataUse()) {
      json.writeBooleanField("l", true);
    }
    if (consent.gpc()) {
      json.writeBooleanField("g", true);
    }
    texts(json, "u", new TreeSet<>(consent.unread()));
    texts(json, "t", consent.strings());
    text(json, "c", consent.country());
    text(json, "s", consent.subdivision());
    json.writeStringField("r", consent.regime().name());
    json.writeStringField("w", consent.region());
    json.writeEndObject();
  }

  static ConsentRecord read(JsonNode json) {
    Map<Purpose, Signal> purposes = new EnumMap<>(Purpose.class);
    texts(json, "p")
        .forEach((key, value) -> purposes.put(purpose(key), Signal.valueOf(upper(value))));
    Map<Purpose, String> decidedBy = new EnumMap<>(Purpose.class);
    texts(json, "d").forEach((key, value) -> decidedBy.put(purpose(key), value));
    Set<String> unread = new LinkedHashSet<>();
    json.path("u").forEach(name -> unread.add(name.textValue()));
    return new ConsentRecord(
        purposes,
        decidedBy,
        texts(json, "a"),
        json.path("l").booleanValue(),
        json.path("g").booleanValue(),
        unread,
        texts(json, "t"),
        EventCodec.text(json, "c"),
        EventCodec.text(json, "s"),
        Regime.valueOf(json.required("r").textValue()),
        json.required("w").textValue());
  }

  static void texts(JsonGenerator json, String member, Collection<String> values)
      throws IOException {
    json.writeArrayFieldStart(member);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  private static void texts(JsonGenerator json, String member, Map<?, ?> values)
      throws IOException {
    if (values.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart(member);
    for (Map.Entry<?, ?> value : values.entrySet()) {
      json.writeStringField(value.getKey().toString(), value.getValue().toString());
    }
    json.writeEndObject();
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
