package io.tagyard.diagnostic;

import io.tagyard.diagnostic.YamlNode.Mapping;
import java.util.Map;
import java.util.Optional;

/** What a form found in a mapping: the values that were right. */
public final class Reading {
  private final Mapping mapping;
  private final Map<String, Object> values;

  Reading(Mapping mapping, Map<String, Object> values) {
    this.mapping = mapping;
    this.values = values;
  }

  /** The value of this field; empty when it is absent or was wrong. */
  @SuppressWarnings("unchecked") // the form put under this key what this field's type returned
  public <T> Optional<T> get(Field<T> field) {
    return Optional.ofNullable((T) values.get(field.key()));
  }

  /** The value of this field, or this. */
  public <T> T get(Field<T> field, T otherwise) {
    return get(field).orElse(otherwise);
  }

  /** Whether the key stands in the file, right or wrong. */
  public boolean has(Field<?> field) {
    return mapping.members().containsKey(field.key());
  }

  /** Where the value of this field stands; the mapping's place when it is absent. */
  public Place place(Field<?> field) {
    return mapping.get(field.key()).map(YamlNode::place).orElse(mapping.place());
  }

  /** Where the key of this field stands; the mapping's place when it is absent. */
  public Place keyPlace(Field<?> field) {
    return mapping.keyPlace(field.key());
  }

  /** The mapping itself. */
  public Mapping mapping() {
    return mapping;
  }
}
