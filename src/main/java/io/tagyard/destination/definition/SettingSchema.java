package io.tagyard.destination.definition;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** The JSON Schema of a connection's settings, for editors and forms. */
public final class SettingSchema {
  /** Where a value may stand, a secret's reference may. */
  private static final String REFERENCE = "\\$\\{(env|file)\\.";

  private SettingSchema() {}

  /** What may stand under {@code settings} of a connection to a destination of these settings. */
  public static ObjectNode of(Collection<Setting> settings) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (Setting setting : settings) {
      properties.set(setting.name(), one(setting));
      if (setting.required()) {
        schema.withArray("required").add(setting.name());
      }
      for (String other : setting.notWith()) {
        ObjectNode both = schema.withArray("allOf").addObject().putObject("not");
        both.putArray("required").add(setting.name()).add(other);
      }
    }
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode one(Setting setting) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    switch (setting.type()) {
      case "number" -> schema.putArray("type").add("number").add("string");
      case "flag" -> schema.putArray("type").add("boolean").add("string");
      case "choice" -> setting.options().forEach(schema.putArray("enum")::add);
      case "list" -> schema.put("type", "array");
      case "map" -> schema.put("type", "object");
      case "template" -> schema.putArray("type").add("string").add("object").add("array");
      default -> schema.putArray("type").add("string").add("number").add("boolean");
    }
    if (setting.pattern() != null) {
      schema.put("pattern", "^(?:" + setting.pattern() + ")$|" + REFERENCE);
    }
    if (!setting.example().isEmpty()) {
      schema.putArray("examples").add(setting.example());
    }
    return setting.doc().isEmpty() ? schema : schema.put("description", setting.doc());
  }
}
