package io.tagyard.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import io.tagyard.intake.LenientJson.Part;
import io.tagyard.intake.RequestBody.Events;
import io.tagyard.intake.RequestBody.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A body of JSON: one event, or an array of them, of which what is good is kept. */
final class JsonBody {
  private JsonBody() {}

  static RequestBody read(byte[] bytes, IntakeConfig limits) {
    JsonNode tree;
    try {
      tree = Json.read(bytes);
    } catch (JsonProcessingException e) {
      return isArray(bytes) ? elements(bytes, limits) : new Refused(400, "Not JSON", reason(e));
    }
    if (tree.isMissingNode()) {
      return new Refused(400, "Not JSON", "the body is empty");
    }
    boolean large = bytes.length > limits.eventBytesMax();
    if (!tree.isArray()) {
      return large
          ? RequestBody.tooLarge(limits, LenientJson.id(bytes))
          : new Events(List.of(Sent.read(tree)));
    }
    if (large) {
      return elements(bytes, limits);
    }
    List<Sent> contents = new ArrayList<>(tree.size());
    tree.forEach(content -> contents.add(Sent.read(content)));
    return RequestBody.bounded(contents, limits);
  }

  private static boolean isArray(byte[] bytes) {
    for (byte next : bytes) {
      if (next > ' '
          || next < 0 && next != (byte) 0xEF && next != (byte) 0xBB && next != (byte) 0xBF) {
        return next == '[';
      }
    }
    return false;
  }

  /** Each on its own: one that is over a limit takes no other with it. */
  private static RequestBody elements(byte[] bytes, IntakeConfig limits) {
    List<Part> parts;
    try {
      parts = LenientJson.elements(bytes, limits.batchEventsMax());
    } catch (LenientJson.Broken e) {
      JsonProcessingException because = e.because();
      String said = because == null ? "text after the end of the array" : Json.reason(because);
      return new Refused(
          400,
          "Not JSON",
          because == null ? said : said + ", " + e.place() + "; nothing of this request was kept");
    }
    List<Sent> sent = new ArrayList<>(parts.size());
    for (Part part : parts) {
      sent.add(element(Arrays.copyOfRange(bytes, part.from(), part.to()), part, limits));
    }
    return RequestBody.bounded(sent, limits);
  }

  private static Sent element(byte[] bytes, Part part, IntakeConfig limits) {
    if (bytes.length > limits.eventBytesMax()) {
      return Sent.unread(
          bytes,
          "an event of " + bytes.length + " bytes",
          "at most " + limits.eventBytesMax() + " bytes",
          part.id());
    }
    try {
      return Sent.read(Json.read(bytes));
    } catch (JsonProcessingException e) {
      return Sent.unread(
          bytes, Json.reason(e).replace(" at line 1, column", " at its column"), WANTED, part.id());
    }
  }

  /** What is read, for people. */
  static final String WANTED =
      "JSON nested at most "
          + Json.NESTING_MAX
          + " deep, numbers of at most "
          + Json.NUMBER_MAX
          + " characters, every name once in an object";

  private static String reason(JsonProcessingException e) {
    String said = Json.reason(e);
    return said.startsWith("text after the end")
        ? said + "; several events are an array, or NDJSON (Content-Type: application/x-ndjson)"
        : said;
  }
}
