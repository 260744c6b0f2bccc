package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Says yes to most events in a tenth of the time that the full validator takes. It knows the few
 * keywords our own schemas use, and is never sure where it would have to think: then the validator
 * is asked, which alone says what is wrong. A yes is always the validator's yes.
 */
final class QuickYes {
  private static final Set<String> SILENT =
      Set.of("$schema", "$id", "$defs", "title", "description");
  private final JsonNode defs;
  private final Map<String, Check> byReference = new HashMap<>();

  private QuickYes(JsonNode defs) {
    this.defs = defs;
  }

  /** Whether a value surely fits. */
  @FunctionalInterface
  interface Check {
    boolean holds(JsonNode value);
  }

  /** The check of this schema, which may refer to the common schema's definitions. */
  static Check of(JsonNode schema, JsonNode defs) {
    return new QuickYes(defs).check(schema);
  }

  private Check check(JsonNode schema) {
    List<Check> checks = new ArrayList<>();
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      Check check = check(keyword.getKey(), keyword.getValue(), schema);
      if (check != null) {
        checks.add(check);
      }
    }
    return together(checks);
  }

  private static Check together(List<Check> checks) {
    Check[] all = checks.toArray(Check[]::new);
    return value -> {
      for (Check each : all) {
        if (!each.holds(value)) {
          return false;
        }
      }
      return true;
    };
  }

  /** Null where a keyword asserts nothing, or does so together with another. */
  private @Nullable Check check(String keyword, JsonNode said, JsonNode schema) {
    return switch (keyword) {
      case "$ref" -> reference(said.textValue());
      case "type" -> type(said);
      case "enum" -> oneOf(said);
      case "const" -> said::equals;
      case "properties" -> members(said, schema.path("additionalProperties"));
      case "additionalProperties" -> schema.has("properties") ? null : members(null, said);
      case "required" -> required(said);
      case "dependentRequired" -> dependent(said);
      case "propertyNames" -> names(said);
      case "items" -> items(check(said));
      case "allOf" -> all(said);
      case "pattern" -> pattern(said.textValue());
      case "format" -> said.textValue().equals("date-time") ? matching(QuickText::time) : NEVER;
      case "minLength" -> text(said.intValue(), value -> value.codePointCount(0, value.length()));
      case "maxLength" -> text(-said.intValue(), value -> -value.length());
      case "maxProperties" -> value -> !value.isObject() || value.size() <= said.intValue();
      case "maxItems" -> value -> !value.isArray() || value.size() <= said.intValue();
      case "exclusiveMinimum" -> number(said, 1);
      case "exclusiveMaximum" -> number(said, -1);
      default -> SILENT.contains(keyword) ? null : NEVER;
    };
  }

  private static final Check NEVER = value -> false;

  /** Looked up when it is used: definitions refer to themselves. */
  private Check reference(String reference) {
    String name = reference.substring(reference.indexOf('#') + "#/$defs/".length());
    if (!byReference.containsKey(name)) {
      byReference.put(name, NEVER);
      byReference.put(name, check(defs.required(name)));
    }
    return new Check() {
      private @Nullable Check known;

      @Override
      public boolean holds(JsonNode value) {
        Check check = known;
        if (check == null) {
          check = byReference.getOrDefault(name, NEVER);
          known = check;
        }
        return check.holds(value);
      }
    };
  }

  private static Check type(JsonNode said) {
    Set<String> types = new java.util.HashSet<>();
    (said.isArray() ? said : List.of(said)).forEach(each -> types.add(each.textValue()));
    boolean text = types.contains("string");
    boolean number = types.contains("number");
    boolean object = types.contains("object");
    boolean list = types.contains("array");
    boolean flag = types.contains("boolean");
    return value ->
        switch (value.getNodeType()) {
          case STRING -> text;
          case NUMBER -> number;
          case OBJECT -> object;
          case ARRAY -> list;
          case BOOLEAN -> flag;
          default -> false;
        };
  }

  private static Check oneOf(JsonNode said) {
    Set<JsonNode> values = new java.util.HashSet<>();
    said.forEach(values::add);
    return values::contains;
  }

  private Check members(@Nullable JsonNode properties, JsonNode rest) {
    Map<String, Check> known = new HashMap<>();
    if (properties != null) {
      properties.properties().forEach(each -> known.put(each.getKey(), check(each.getValue())));
    }
    Check others =
        rest.isObject()
            ? check(rest)
            : rest.isBoolean() && !rest.booleanValue() ? NEVER : value -> true;
    return value -> {
      if (!(value instanceof ObjectNode object)) {
        return true;
      }
      for (Map.Entry<String, JsonNode> member : object.properties()) {
        if (!known.getOrDefault(member.getKey(), others).holds(member.getValue())) {
          return false;
        }
      }
      return true;
    };
  }

  private static Check required(JsonNode said) {
    List<String> names = new ArrayList<>();
    said.forEach(name -> names.add(name.textValue()));
    return value -> {
      if (value.isObject()) {
        for (String name : names) {
          if (!value.has(name)) {
            return false;
          }
        }
      }
      return true;
    };
  }

  private static Check dependent(JsonNode said) {
    List<Check> checks = new ArrayList<>();
    said.properties()
        .forEach(each -> {
          Check others = required(each.getValue());
          checks.add(value -> !value.has(each.getKey()) || others.holds(value));
        });
    return together(checks);
  }

  private Check names(JsonNode said) {
    if (said.size() != 1 || !said.has("maxLength")) {
      return NEVER;
    }
    int most = said.get("maxLength").intValue();
    return value -> {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        if (member.getKey().length() > most) {
          return false;
        }
      }
      return true;
    };
  }

  private static Check items(Check element) {
    return value -> {
      if (value.isArray()) {
        for (int i = 0; i < value.size(); i++) {
          if (!element.holds(value.get(i))) {
            return false;
          }
        }
      }
      return true;
    };
  }

  private Check all(JsonNode said) {
    List<Check> checks = new ArrayList<>();
    said.forEach(each -> checks.add(check(each)));
    return together(checks);
  }

  /** Only whole texts: what is found somewhere within would be the validator's to look for. */
  private static Check pattern(String pattern) {
    return pattern.startsWith("^") && pattern.endsWith("$")
        ? matching(QuickText.matching(pattern))
        : NEVER;
  }

  private static Check matching(Predicate<String> text) {
    return value -> !value.isTextual() || text.test(value.textValue());
  }

  private static Check text(int least, ToIntFunction<String> measure) {
    return value -> !value.isTextual() || measure.applyAsInt(value.textValue()) >= least;
  }

  private static Check number(JsonNode said, int sign) {
    BigDecimal bound = said.decimalValue();
    return value -> !value.isNumber() || value.decimalValue().compareTo(bound) * sign > 0;
  }
}
