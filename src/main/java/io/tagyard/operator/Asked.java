package io.tagyard.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpStatus;
import io.tagyard.diagnostic.Nearest;
import io.tagyard.event.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an operator asks for; a member that nobody knows is refused, since it may be a
 * misspelt filter.
 */
final class Asked {
  private Asked() {}

  /** What is wrong with a request: answered 400, or 403. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1L;

    private final HttpStatus status;

    Wrong(String message) {
      this(HttpStatus.BAD_REQUEST, message);
    }

    private Wrong(HttpStatus status, String message) {
      super(message);
      this.status = status;
    }

    /** The key is not good for it. */
    static Wrong notAllowed(String message) {
      return new Wrong(HttpStatus.FORBIDDEN, message);
    }

    HttpStatus status() {
      return status;
    }
  }

  /**
   * The body as an object of these members; an empty body is an empty object.
   *
   * @param members names; one that ends in {@code []} may be a list
   */
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
    List<String> wanted = List.of(members);
    List<String> known = wanted.stream().map(name -> name.replace("[]", "")).toList();
    for (var names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        String guess =
            Nearest.of(name, known).map(word -> "; did you mean " + word + "?").orElse("");
        throw new Wrong(
            name + ": no such member (expected: " + String.join(", ", known) + ")" + guess);
      }
      if (object.path(name).isContainerNode() && !wanted.contains(name + "[]")) {
        throw new Wrong(name + ": not a single value");
      }
    }
    return object;
  }

  /** One text or a list of texts; left out = none. */
  static List<String> texts(JsonNode wish, String member) throws Wrong {
    JsonNode value = wish.path(member);
    if (value.isMissingNode() || value.isNull()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (!one.isTextual()) {
        throw new Wrong(member + ": not a list of texts");
      }
      texts.add(one.textValue());
    }
    return texts.stream().distinct().toList();
  }

  /** A word that is none of these, for people. */
  static String unknown(String word, List<String> allowed) {
    String shown = word.length() > 64 ? word.substring(0, 64) + "..." : word;
    return "no \""
        + shown
        + "\" (allowed: "
        + String.join(", ", allowed)
        + ")"
        + Nearest.of(word, allowed).map(near -> "; did you mean " + near + "?").orElse("");
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
