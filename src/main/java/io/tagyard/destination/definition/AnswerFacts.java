package io.tagyard.destination.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.tagyard.destination.Answer.Replied;
import io.tagyard.destination.expression.Evaluation;
import io.tagyard.destination.expression.Facts;
import io.tagyard.destination.expression.Path;
import io.tagyard.destination.expression.Root;
import io.tagyard.destination.expression.Shape;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an answer offers to conditions and expressions.
 *
 * @param reply null for silence
 * @param body the JSON in it, or one entry of a list in it; null when there is none
 */
record AnswerFacts(
    @Nullable Replied reply, @Nullable JsonNode body, String text, ObjectNode settings)
    implements Facts {
  static AnswerFacts of(@Nullable Replied reply, ObjectNode settings) {
    String whole = reply == null ? "" : new String(reply.body(), StandardCharsets.UTF_8);
    // a byte order mark is no part of the text, and a pattern's ^ must not stumble over it
    String text = whole.startsWith("\uFEFF") ? whole.substring(1) : whole;
    return new AnswerFacts(reply, reply == null ? null : json(reply.body()), text, settings);
  }

  /** The same answer, with one entry of it as the body. */
  AnswerFacts entry(JsonNode entry) {
    return new AnswerFacts(reply, entry, text, settings);
  }

  private static @Nullable JsonNode json(byte[] body) {
    try {
      JsonNode read = Json.read(body);
      return read.isContainerNode() ? read : null;
    } catch (JsonProcessingException anAnswerNeedNotBeJson) {
      return null;
    }
  }

  @Override
  public @Nullable JsonNode find(Path path) {
    return switch (path.root()) {
      case BODY -> Evaluation.walk(body, path.steps());
      case STATUS -> reply == null ? null : IntNode.valueOf(reply.status());
      case TEXT -> text.isEmpty() ? null : TextNode.valueOf(text);
      case HEADERS -> header(String.join(".", path.steps()));
      case SETTINGS -> Evaluation.walk(settings, path.steps());
      default -> null;
    };
  }

  /** The first value of a header; null when it is absent. */
  @Nullable JsonNode header(String name) {
    List<String> values = reply == null ? null : reply.headers().get(name.toLowerCase(Locale.ROOT));
    return values == null || values.isEmpty() ? null : TextNode.valueOf(values.getFirst());
  }

  @Override
  public @Nullable String currency(Root root) {
    return null;
  }

  @Override
  public @Nullable Shape template(String setting) {
    return null;
  }

  @Override
  public String toString() {
    return "answer";
  }
}
