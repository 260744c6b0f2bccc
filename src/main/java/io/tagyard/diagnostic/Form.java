package io.tagyard.diagnostic;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.diagnostic.YamlNode.Mapping;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a mapping may hold. One declaration is the reader, the linter and the JSON Schema for
 * editors, so the three cannot drift apart.
 *
 * @param title what people call a thing of this form, for example {@code a route}
 */
public record Form(String title, List<Field<?>> fields) implements FieldType<Reading> {
  /** A form of these fields. */
  public static Form of(String title, Field<?>... fields) {
    return new Form(title, List.of(fields));
  }

  @Override
  public Optional<Reading> read(YamlNode node, Problems problems) {
    if (!(node instanceof Mapping mapping)) {
      problems.error(
          "wrong-type",
          node.place(),
          "found " + node.kind() + " (expected: " + title + ", a mapping)");
      return Optional.empty();
    }
    Map<String, YamlNode> meant = meant(mapping, problems);
    Map<String, Object> values = new HashMap<>();
    for (Field<?> field : fields) {
      Optional<YamlNode> value =
          mapping.get(field.key()).or(() -> Optional.ofNullable(meant.get(field.key())));
      if (value.isPresent()) {
        field.type().read(value.get(), problems).ifPresent(read -> values.put(field.key(), read));
      } else if (field.required()) {
        problems.error(
            "missing-key", mapping.place(), title + " needs the key \"" + field.key() + "\"");
      }
    }
    return Optional.of(new Reading(mapping, values));
  }

  /**
   * Refuses unknown keys. What stands under one is read as what was most likely meant, so that the
   * misspelling alone is told and not everything that would follow from it.
   */
  private Map<String, YamlNode> meant(Mapping mapping, Problems problems) {
    List<String> known = fields.stream().<String>map(Field::key).toList();
    Map<String, YamlNode> meant = new HashMap<>();
    mapping
        .members()
        .forEach((key, member) -> {
          if (!known.contains(key)) {
            problems.error(
                "unknown-key", member.keyPlace(), "no key \"" + key + "\" in " + title, key, known);
            Nearest.of(key, known)
                .filter(near -> mapping.get(near).isEmpty())
                .ifPresent(near -> meant.putIfAbsent(near, member.value()));
          }
        });
    return meant;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema =
        JsonNodeFactory.instance.objectNode().put("type", "object").put("title", title);
    ObjectNode properties = schema.putObject("properties");
    for (Field<?> field : fields) {
      ObjectNode property = field.type().schema();
      properties.set(field.key(), property.put("description", field.doc()));
      if (field.required()) {
        schema.withArray("required").add(field.key());
      }
    }
    return schema.put("additionalProperties", false);
  }
}
