package io.tagyard.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.event.QuarantinedEvent;
import io.tagyard.intake.Requarantine;
import io.tagyard.intake.Taken;
import io.tagyard.journal.EventJournal;
import io.tagyard.operator.Asked.Wrong;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/quarantine}: events that did not satisfy their schema, with the reasons; try again
 * after a fix.
 */
@Controller("/v1/quarantine")
@ExecuteOn(TaskExecutors.BLOCKING)
public class QuarantineController {
  private final EventJournal journal;
  private final Requarantine retry;

  QuarantineController(EventJournal journal, Requarantine retry) {
    this.journal = journal;
    this.retry = retry;
  }

  @Get
  @Needs(Role.VIEWER)
  HttpResponse<?> list(
      Caller caller,
      @QueryValue @Nullable String workspace,
      @QueryValue @Nullable String after,
      @QueryValue @Nullable Integer limit)
      throws Wrong {
    List<QuarantinedEvent> events =
        journal.quarantined(caller.workspace(workspace), after, Paging.limit(limit));
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("quarantine");
    events.forEach(event -> list.add(shown(event)));
    if (events.size() == Paging.limit(limit)) {
      body.put("after", events.getLast().id());
    }
    return Replies.ok(body);
  }

  @Post("/{id}/retry")
  @Needs(Role.OPERATOR)
  HttpResponse<?> retry(Caller caller, String id) {
    Optional<QuarantinedEvent> event =
        journal.quarantinedById(id).filter(it -> caller.sees(it.workspace()));
    caller.about(event.map(QuarantinedEvent::workspace).orElse(null), id);
    Optional<Taken> taken = event.flatMap(it -> retry.retry(id));
    if (taken.isEmpty()) {
      return Replies.notFound(
          "no event " + id + " in the quarantine, or its original is no longer kept");
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("id", taken.get().id()).put("status", taken.get().status().toString());
    Shown.faults(body.putArray("errors"), taken.get().faults());
    boolean kept = taken.get().status() != Taken.Status.QUARANTINED;
    return kept ? Replies.ok(body) : Replies.ok(body).status(HttpStatus.UNPROCESSABLE_ENTITY);
  }

  private static ObjectNode shown(QuarantinedEvent event) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("id", event.id()).put("workspace", event.workspace()).put("source", event.source());
    shown.put("event_id", event.eventId()).put("name", event.name());
    shown.put("received_at", event.receivedAt().toString());
    Shown.faults(shown.putArray("errors"), event.faults());
    shown.set("event", event.redacted());
    return shown;
  }
}
