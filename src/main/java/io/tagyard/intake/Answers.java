package io.tagyard.intake;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.tagyard.event.Fault;
import io.tagyard.event.Json;
import io.tagyard.event.Warning;
import io.tagyard.intake.SourceDoor.Entry.TurnedAway;
import io.tagyard.intake.Taken.Status;
import java.util.List;

/** The answers of the doors. Errors are {@code application/problem+json} (RFC 9457). */
final class Answers {
  private static final MediaType PROBLEM = MediaType.of("application/problem+json");

  private Answers() {}

  /**
   * 202 with what became of each event; 422 with the same body when every one was quarantined, or
   * when the request is strict and something is wrong.
   */
  static MutableHttpResponse<byte[]> taken(List<Taken> events) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("accepted", count(events, Status.ACCEPTED));
    body.put("duplicates", count(events, Status.DUPLICATE));
    body.put("quarantined", count(events, Status.QUARANTINED));
    ArrayNode list = body.putArray("events");
    boolean refused = count(events, Status.REFUSED) > 0;
    if (refused) {
      body.put("detail", "strict: something is wrong, so nothing of this request was kept");
    }
    for (int i = 0; i < events.size(); i++) {
      ObjectNode line = line(events.get(i));
      list.add(events.get(i).faults().isEmpty() ? line : line.put("index", i));
    }
    boolean none =
        refused || !events.isEmpty() && count(events, Status.QUARANTINED) == events.size();
    return json(
        HttpResponse.status(none ? HttpStatus.UNPROCESSABLE_ENTITY : HttpStatus.ACCEPTED), body);
  }

  private static ObjectNode line(Taken event) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("id", event.id()).put("status", event.status().toString());
    if (!event.faults().isEmpty()) {
      ArrayNode errors = line.putArray("errors");
      for (Fault fault : event.faults()) {
        errors
            .addObject()
            .put("path", fault.path())
            .put("message", fault.message())
            .put("expected", fault.expected());
      }
    }
    if (!event.ignored().isEmpty()) {
      event.ignored().forEach(line.putArray("ignored")::add);
    }
    if (!event.differs().isEmpty()) {
      event.differs().forEach(line.putArray("differs")::add);
    }
    if (!event.warnings().isEmpty()) {
      ArrayNode warnings = line.putArray("warnings");
      for (Warning warning : event.warnings()) {
        warnings.addObject().put("path", warning.path()).put("message", warning.message());
      }
    }
    return line;
  }

  private static long count(List<Taken> events, Status status) {
    return events.stream().filter(event -> event.status() == status).count();
  }

  /** An error answer. */
  static MutableHttpResponse<byte[]> problem(int status, String title, String detail) {
    return HttpResponse.<byte[]>status(HttpStatus.valueOf(status))
        .contentType(PROBLEM)
        .body(problemBody(status, title, detail));
  }

  /** The body of an error answer. */
  static byte[] problemBody(int status, String title, String detail) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("type", "about:blank").put("title", title).put("status", status).put("detail", detail);
    return Json.write(body);
  }

  /** The journal could not promise to keep it: the sender is told to try again. */
  static MutableHttpResponse<byte[]> notKept() {
    return problem(
            HttpStatus.SERVICE_UNAVAILABLE.getCode(),
            "Not kept",
            "the event was not kept; send it again")
        .header("Retry-After", "5");
  }

  /** What the door says to whom it does not let in. */
  static MutableHttpResponse<byte[]> turnedAway(TurnedAway away) {
    MutableHttpResponse<byte[]> answer = problem(away.status(), away.title(), away.detail());
    if (away.status() == HttpStatus.UNAUTHORIZED.getCode()) {
      answer.header("WWW-Authenticate", "Bearer");
    }
    // whole seconds, rounded up: a second too early would be refused again
    return away.retryAfter().isZero()
        ? answer
        : answer.header(
            "Retry-After", Long.toString(away.retryAfter().plusNanos(999_999_999).toSeconds()));
  }

  private static MutableHttpResponse<byte[]> json(
      MutableHttpResponse<byte[]> answer, ObjectNode body) {
    return answer.contentType(MediaType.APPLICATION_JSON_TYPE).body(Json.write(body));
  }
}
