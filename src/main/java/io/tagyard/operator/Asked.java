package io.tagyard.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.diagnostic.Nearest;
import io.tagyard.event.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an operator asks for; a member that nobody knows is refused, since it may be a
 * misspelt filter.
 */
final class Asked {
  private Asked() {}

  /** What is wrong with a request: answered 400. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    Wrong(String message) {
      super(message);
    }
  }

  /** The body as an object of these members; an empty body is an empty object. */
  static JsonNode object(byte @Nullable [] body, String... members) throws Wrong {
    if (body == null || body.length == 0) {
      return JsonNodeFactory.instance.objectNode();
    }
    JsonNode tree;
    try {
      tree = Json.read(body);
    } catch (JsonProcessingException e) {
      throw new Wrong(Json.reason(e));
    }
    if (!(tree instanceof ObjectNode object)) {
      throw new Wrong("the body is not a JSON object");
    }
    List<String> known = List.of(members);
    for (var names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        String guess =
            Nearest.of(name, known).map(word -> "; did you mean " + word + "?").orElse("");
        throw new Wrong(
            name + ": no such member (expected: " + String.join(", ", known) + ")" + guess);
      }
      if (object.path(name).isContainerNode()) {
        throw new Wrong(name + ": not a single value");
      }
    }
    return object;
  }

  /** A flag; left out = false. A word that only looks like one must not decide what is sent. */
  static boolean flag(JsonNode wish, String member) throws Wrong {
    JsonNode flag = wish.path(member);
    if (!flag.isBoolean() && !flag.isMissingNode() && !flag.isNull()) {
      throw new Wrong(member + ": not a flag (expected: true or false)");
    }
    return flag.asBoolean(false);
  }

  /** A time as RFC 3339; null stays null. */
  static @Nullable Instant time(@Nullable String text) throws Wrong {
    try {
      return text == null ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw new Wrong("since: not a time (expected: RFC 3339, for example 2026-11-20T10:00:00Z)");
    }
  }

  static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
