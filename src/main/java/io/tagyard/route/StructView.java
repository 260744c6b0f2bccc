package io.tagyard.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.route.Shape.Presence;
import io.tagyard.route.Shape.Struct;
import java.util.AbstractMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object as a structure of a condition: an absent member is not there, a sealed one is read
 * from what was opened.
 */
final class StructView extends AbstractMap<String, Object> {
  private final Struct struct;
  private final JsonNode content;
  private final Function<String, JsonNode> opened;
  private final String prefix;

  StructView(Struct struct, JsonNode content, Function<String, JsonNode> opened, String prefix) {
    this.struct = struct;
    this.content = content;
    this.opened = opened;
    this.prefix = prefix;
  }

  @Override
  public boolean containsKey(Object key) {
    return get(key) != null;
  }

  @Override
  public @Nullable Object get(Object key) {
    Shape shape = struct.members().get(key);
    if (shape == null) {
      return null;
    }
    JsonNode value = content.path((String) key);
    if (shape instanceof Presence) {
      // a null holds the place of a sealed value: it was sent
      return value.isMissingNode() ? null : Map.of();
    }
    if (value.isNull() || value.isMissingNode()) {
      value = opened.apply(prefix + key);
    }
    if (shape instanceof Struct inner) {
      return value.isObject() ? new StructView(inner, value, opened, prefix + key + ".") : null;
    }
    return JsonValues.convert(shape, value);
  }

  @Override
  public Set<Entry<String, Object>> entrySet() {
    Map<String, Object> all = new HashMap<>();
    for (String member : struct.members().keySet()) {
      Object value = get(member);
      if (value != null) {
        all.put(member, value);
      }
    }
    return all.entrySet();
  }
}
