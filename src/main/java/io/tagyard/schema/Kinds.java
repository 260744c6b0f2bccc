package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Pattern;

/** What was found, for people: its kind always, its value only where no person can be in it. */
final class Kinds {
  private static final Pattern SHOWN =
      Pattern.compile(
          "name|channel|consent\\.(?:(?:ad|analytics)_.*|purposes\\..*|gpc|limited_data_use)"
              + "|order\\.currency");
  private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_ .:-]{1,40}");
  private static final Pattern NUMBER_LIKE = Pattern.compile(".*\\d.{0,2}\\d.{0,2}\\d.{0,2}\\d.*");

  private Kinds() {}

  /** For example {@code a text}, {@code a number}. */
  static String of(JsonNode found) {
    return switch (found.getNodeType()) {
      case STRING -> found.textValue().isEmpty() ? "an empty text" : "a text";
      case NUMBER -> "a number";
      case BOOLEAN -> "true or false";
      case ARRAY -> "a list";
      case OBJECT -> "an object";
      case NULL -> "null";
      default -> "nothing";
    };
  }

  /** With the value in quotes where the path allows it. */
  static String of(String path, JsonNode found) {
    String text = found.isTextual() ? found.textValue() : "";
    return SHOWN.matcher(path).matches()
            && HARMLESS.matcher(text).matches()
            && !NUMBER_LIKE.matcher(text).matches()
        ? "\"" + text + "\""
        : of(found);
  }
}
