package io.tagyard.destination.expression;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Texts that are JSON documents with expressions in them: the body of a generic webhook. */
final class JsonTexts {
  private JsonTexts() {}

  /** The compiled text; a problem when it would be no JSON. */
  static Shape read(Template template, Place place, Problems problems) {
    List<Boolean> inString = new ArrayList<>();
    StringBuilder tried = new StringBuilder();
    boolean inside = false;
    for (Template.Part part : template.parts()) {
      inString.add(inside);
      if (part instanceof Template.Literal(var literal)) {
        inside = insideAfter(literal, inside);
        tried.append(literal);
      } else {
        tried.append('0');
      }
    }
    try {
      Json.read(tried.toString().getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      problems.error("not-json", place, "the body is " + Json.reason(e));
    }
    return new Shape.JsonText(template.parts(), List.copyOf(inString));
  }

  private static boolean insideAfter(String literal, boolean insideBefore) {
    boolean inside = insideBefore;
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      if (inside && c == '\\') {
        i++;
      } else if (c == '"') {
        inside = !inside;
      }
    }
    return inside;
  }

  static @Nullable JsonNode evaluate(Shape.JsonText text, Evaluation evaluation) {
    StringBuilder json = new StringBuilder();
    for (int i = 0; i < text.parts().size(); i++) {
      switch (text.parts().get(i)) {
        case Template.Literal(var literal) -> json.append(literal);
        case Template.Hole(var expression) -> {
          JsonNode value = expression.evaluate(evaluation);
          if (value == null) {
            evaluation.missed(expression.path().text());
            return null;
          }
          json.append(
              text.inString().get(i)
                  ? Encoding.JSON_STRING.of(Values.text(value))
                  : new String(Json.write(value), StandardCharsets.UTF_8));
        }
      }
    }
    try {
      return Json.read(json.toString().getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a body that was JSON at load is none: " + Json.reason(e));
    }
  }
}
