package io.tagyard.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import io.tagyard.intake.RequestBody.Refused;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A body of NDJSON: a line that is no event takes no other with it. */
final class LinesBody {
  private LinesBody() {}

  static RequestBody read(byte[] bytes, IntakeConfig limits) {
    List<Sent> sent = new ArrayList<>();
    boolean odd = !Encodings.isUtf8(bytes);
    int start = 0;
    int line = 1;
    for (int i = 0; i <= bytes.length && sent.size() <= limits.batchEventsMax(); i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        line(Arrays.copyOfRange(bytes, start, i), line, odd, limits, sent);
        start = i + 1;
        line++;
      }
    }
    if (sent.isEmpty()) {
      return new Refused(400, "Not NDJSON", "the body is empty");
    }
    boolean none = sent.size() > 1 && sent.stream().noneMatch(one -> one.unread() == null);
    // one value over many lines: what is meant is plain
    if (none && JsonBody.read(bytes, limits) instanceof RequestBody.Events whole) {
      return whole;
    }
    return RequestBody.bounded(sent, limits);
  }

  private static void line(
      byte[] bytes, int number, boolean odd, IntakeConfig limits, List<Sent> sent) {
    String place = "line " + number + ": ";
    Optional<String> wrong = odd ? Encodings.wrong(bytes) : Optional.empty();
    if (bytes.length > limits.eventBytesMax()) {
      sent.add(
          Sent.unread(
              bytes,
              place + "an event of " + bytes.length + " bytes",
              "at most " + limits.eventBytesMax() + " bytes",
              LenientJson.id(bytes)));
      return;
    }
    if (wrong.isPresent()) {
      sent.add(Sent.unread(bytes, place + wrong.get(), "UTF-8", LenientJson.id(bytes)));
      return;
    }
    try {
      JsonNode tree = Json.read(bytes);
      if (!tree.isMissingNode()) {
        sent.add(Sent.read(tree));
      }
    } catch (JsonProcessingException e) {
      String reason = Json.reason(e).replace(" at line 1, column", " at column");
      sent.add(
          Sent.unread(
              bytes,
              place + reason,
              "one JSON value in each line; " + JsonBody.WANTED,
              LenientJson.id(bytes)));
    }
  }
}
