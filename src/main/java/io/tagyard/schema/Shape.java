package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which members an event can have, read from the common schema so that the list exists once.
 *
 * @param members the known ones; null where anything may stand (open maps and scalars)
 * @param keepsUnknown whether an unknown member stays in place, for the schema to refuse it
 * @param items the shape of a list's elements; null when it is no list
 * @param each the shape of every member of an open map; null where nothing is known of them
 * @param role what it is for
 * @param description what is allowed here, for people
 */
record Shape(
    @Nullable Map<String, Shape> members,
    boolean keepsUnknown,
    @Nullable Shape items,
    @Nullable Shape each,
    Role role,
    String description) {

  static Shape of(JsonNode schema, JsonNode defs) {
    return of(schema, defs, "");
  }

  private static Shape of(JsonNode schema, JsonNode defs, String path) {
    JsonNode own = resolved(schema, defs);
    JsonNode rest = own.path("additionalProperties");
    String description = own.path("description").asText("");
    if (rest.isObject() || !own.has("properties")) {
      Shape items =
          own.path("items").isObject() && !rest.isObject()
              ? of(own.path("items"), defs, path + "[]")
              : null;
      Role ofEach = Role.of(path + ".*");
      Shape each = ofEach == Role.NONE ? null : new Shape(null, false, null, null, ofEach, "");
      return new Shape(null, false, items, each, Role.of(path), description);
    }
    Map<String, Shape> members = new HashMap<>();
    own.path("properties")
        .properties()
        .forEach(member -> {
          String at = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
          members.put(member.getKey(), of(member.getValue(), defs, at));
        });
    return new Shape(Map.copyOf(members), rest.isBoolean(), null, null, Role.of(path), description);
  }

  /** The path of every member below this one, which stands at a prefix. */
  Stream<String> paths(String prefix) {
    Map<String, Shape> known = members == null ? Map.of() : members;
    Stream<String> below =
        known.entrySet().stream()
            .flatMap(member -> {
              String path = prefix.isEmpty() ? member.getKey() : prefix + "." + member.getKey();
              return Stream.concat(Stream.of(path), member.getValue().paths(path));
            });
    return items == null ? below : Stream.concat(below, items.paths(prefix + "[]"));
  }

  /** What is allowed at this path; empty when nothing is said about it. */
  String describe(String path) {
    Shape at = at(path);
    return at == null ? "" : at.description();
  }

  /** The shape at this path, itself for an empty one; null when there is none. */
  @Nullable Shape at(String path) {
    Shape at = this;
    if (path.isEmpty()) {
      return at;
    }
    for (String name : path.split("\\.", -1)) {
      boolean element = name.endsWith("]");
      String member = element ? name.substring(0, name.indexOf('[')) : name;
      Shape next = at.members() == null ? null : at.members().get(member);
      if (next != null && element) {
        next = next.items();
      }
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  private static JsonNode resolved(JsonNode schema, JsonNode defs) {
    JsonNode at = schema;
    while (at.path("$ref").asText("").startsWith("#/$defs/")) {
      at = defs.path(at.path("$ref").asText().substring("#/$defs/".length()));
    }
    return at;
  }
}
