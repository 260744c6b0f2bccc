package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import io.tagyard.diagnostic.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Turns the validator's errors into sentences: the kind of thing found, never what it says. */
final class Sentences {
  private static final JsonNode DEFS = Catalogue.common().path("$defs");

  private final Shape shape;

  Sentences(Shape shape) {
    this.shape = shape;
  }

  /**
   * Adds the fault of one error of the catalogue's schemas, whose descriptions say what is allowed.
   *
   * @param name of the event; empty when it has none
   */
  void add(Error error, String name, Findings findings) {
    add(error, true, name, findings);
  }

  /** Adds the fault of one error of a workspace's schema. */
  void addTheirs(Error error, Findings findings) {
    add(error, false, "", findings);
  }

  private void add(Error error, boolean own, String name, Findings findings) {
    String parent = path(error.getInstanceLocation());
    String keyword = keyword(error);
    boolean aboutMember =
        error.getProperty() != null
            && (keyword.startsWith("required")
                || keyword.startsWith("dependentRequired")
                || keyword.equals("additionalProperties")
                || keyword.equals("unevaluatedProperties"));
    String path = aboutMember ? Paths.member(parent, error.getProperty()) : parent;
    if ((keyword.equals("format") && path.equals("time"))
        || (keyword.equals("dependentRequired") && own)) {
      // Said already, by those who look at times and at money.
      return;
    }
    String described = own ? described(error, keyword, path, parent, name) : "";
    boolean exact = keyword.equals("const") || !own;
    String expected =
        exact || described.isEmpty() ? expected(keyword, error.getSchemaNode(), path) : described;
    findings.fault(
        path, message(keyword, path, error) + (own ? guess(keyword, path) : ""), expected);
  }

  /** What is allowed: where an event is stricter than the common schema, its own words. */
  private String described(Error error, String keyword, String path, String parent, String name) {
    if (keyword.equals("additionalProperties")) {
      return shape.describe(parent);
    }
    String stricter = keyword.equals("required") ? Catalogue.description(name, path) : "";
    if (!stricter.isEmpty()) {
      return stricter;
    }
    boolean aboveZero = String.valueOf(error.getSchemaLocation()).contains("#/$defs/positive/");
    return aboveZero ? DEFS.path("positive").path("description").asText() : shape.describe(path);
  }

  private static String keyword(Error error) {
    return error.getKeyword() == null ? "schema" : error.getKeyword();
  }

  private static String message(String keyword, String path, Error error) {
    JsonNode found = error.getInstanceNode();
    return switch (keyword) {
      case "required" -> "missing";
      case "dependentRequired" -> "given without what it needs";
      case "additionalProperties", "unevaluatedProperties" -> "not a member of this object";
      case "minLength" -> "a text that is too short";
      case "maxLength" -> "a text that is too long";
      case "minItems", "maxItems" -> "a list of " + found.size() + " elements";
      case "minProperties", "maxProperties" -> "an object of " + found.size() + " members";
      case "minimum", "exclusiveMinimum" -> "a number that is too small";
      case "maximum", "exclusiveMaximum" -> "a number that is too large";
      case "pattern", "format" ->
          AmountText.wrong(path, found).orElseGet(() -> Kinds.of(path, found) + " of another form");
      case "propertyNames" -> "a member with a name that is not allowed";
      case "enum", "const" -> Kinds.of(path, found) + " is not allowed here";
      default -> Kinds.of(path, found);
    };
  }

  private String guess(String keyword, String path) {
    if (!keyword.equals("additionalProperties")) {
      return "";
    }
    int dot = path.lastIndexOf('.');
    Shape at = shape.at(dot < 0 ? "" : path.substring(0, dot));
    return at == null || at.members() == null
        ? ""
        : Nearest.of(path.substring(dot + 1), at.members().keySet())
            .map(near -> "; did you mean " + near + "?")
            .orElse("");
  }

  private static String expected(String keyword, JsonNode rule, String path) {
    return switch (keyword) {
      case "type" -> types(rule);
      case "enum", "const" -> "one of " + words(rule);
      case "minLength" -> "at least " + rule.asText() + " characters";
      case "maxLength" -> "at most " + rule.asText() + " characters";
      case "minItems", "minProperties" -> "at least " + rule.asText();
      case "maxItems", "maxProperties" -> "at most " + rule.asText();
      case "minimum" -> "at least " + rule.asText();
      case "maximum" -> "at most " + rule.asText();
      case "exclusiveMinimum" -> "more than " + rule.asText();
      case "exclusiveMaximum" -> "less than " + rule.asText();
      case "pattern" -> "a text that matches " + rule.asText();
      case "format" -> "a text in the format " + rule.asText();
      case "dependentRequired" -> "the members that the schema wants with it";
      case "required" -> "a value for " + path.substring(path.lastIndexOf('.') + 1);
      case "additionalProperties", "unevaluatedProperties" -> "no such member";
      default -> "what the schema's keyword " + keyword + " demands";
    };
  }

  private static String types(JsonNode rule) {
    List<String> types = new ArrayList<>();
    if (rule.isTextual()) {
      types.add(type(rule.textValue()));
    }
    rule.forEach(one -> types.add(type(one.asText())));
    return String.join(" or ", types);
  }

  private static String type(String word) {
    return switch (word.toLowerCase(Locale.ROOT)) {
      case "string" -> "a text";
      case "number" -> "a number";
      case "integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "array" -> "a list";
      case "object" -> "an object";
      default -> word;
    };
  }

  private static String words(JsonNode rule) {
    List<String> words = new ArrayList<>();
    if (rule.isArray()) {
      rule.forEach(one -> words.add(one.asText()));
    } else {
      words.add(rule.asText());
    }
    return String.join(", ", words);
  }

  private static String path(NodePath location) {
    String path = "";
    for (int i = 0; i < location.getNameCount(); i++) {
      path =
          location.getElement(i) instanceof Integer index
              ? Paths.element(path, index)
              : Paths.member(path, location.getName(i));
    }
    return path;
  }
}
