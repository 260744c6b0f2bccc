package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.destination.expression.Encoding;
import io.tagyard.destination.expression.Values;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Named values in their order, encoded: a query or a form. */
final class Fields {
  private record Entry(String name, @Nullable String value) {}

  private final List<Entry> entries = new ArrayList<>();

  /** Adds one that is encoded already; null = the name stands alone. */
  void encoded(String name, @Nullable String value) {
    entries.add(new Entry(name, value));
  }

  /** Adds the members of an object; a list is said once for each of its elements. */
  void addAll(@Nullable JsonNode object) {
    if (object != null) {
      object.properties().forEach(member -> add(member.getKey(), member.getValue()));
    }
  }

  private void add(String name, JsonNode value) {
    if (value.isArray()) {
      value.forEach(element -> add(name, element));
    } else {
      encoded(Encoding.PERCENT.of(name), Encoding.PERCENT.of(Values.text(value)));
    }
  }

  /** Puts this value where the name stands, or at the end. */
  void put(String name, JsonNode value) {
    String encoded = Encoding.PERCENT.of(name);
    Entry entry = new Entry(encoded, Encoding.PERCENT.of(Values.text(value)));
    int at = 0;
    while (at < entries.size() && !entries.get(at).name().equals(encoded)) {
      at++;
    }
    if (at < entries.size()) {
      entries.set(at, entry);
    } else {
      entries.add(entry);
    }
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(text.isEmpty() ? "" : "&").append(entry.name());
      if (entry.value() != null) {
        text.append('=').append(entry.value());
      }
    }
    return text.toString();
  }
}
