package io.tagyard.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Json;
import io.tagyard.intake.BrowserSignals;
import io.tagyard.route.Source;
import io.tagyard.route.Yard;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code POST /v1/explain?source=workspace/source}: an event in, every stage and every leg's
 * request out; nothing is sent or stored. Without {@code source}, the event's own {@code source}
 * member chooses, else the first server source. For a browser source, {@code Sec-GPC} and the
 * cookies of consent platforms count as they do at the doors.
 */
@Controller("/v1/explain")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ExplainController {
  private final Explanation explanation;
  private final Yard yard;
  private final InstantSource clock;

  ExplainController(Explanation explanation, Yard yard, InstantSource clock) {
    this.explanation = explanation;
    this.yard = yard;
    this.clock = clock;
  }

  @Post
  @Consumes(MediaType.ALL)
  @Needs(value = Role.EDITOR, looks = true)
  HttpResponse<?> explain(
      Caller caller,
      HttpHeaders headers,
      @Body @io.micronaut.core.annotation.Nullable byte[] body,
      @QueryValue @Nullable String source) {
    JsonNode event;
    try {
      event = Json.read(body == null ? new byte[0] : body);
    } catch (JsonProcessingException e) {
      return Replies.problem(HttpStatus.BAD_REQUEST, Json.reason(e));
    }
    List<Source> sources =
        yard.current().sources().stream().filter(it -> caller.sees(it.workspace())).toList();
    Optional<Source> sender = source(sources, source, event);
    BrowserSignals signals = BrowserSignals.of(headers.getAll("Sec-GPC"), headers.getAll("Cookie"));
    return sender
        .<HttpResponse<?>>map(it ->
            Replies.ok(
                explanation.of(
                    new InboundEvent(
                        SourceChoice.sender(it, signals), event, clock.instant(), false))))
        .orElseGet(() ->
            Replies.problem(
                HttpStatus.BAD_REQUEST,
                "no such source; allowed: " + SourceChoice.allowed(sources)));
  }

  private static Optional<Source> source(
      List<Source> sources, @Nullable String asked, JsonNode event) {
    if (asked != null) {
      return SourceChoice.of(sources, asked);
    }
    String own = event.path("source").asText("");
    return SourceChoice.of(sources, own).or(() -> SourceChoice.of(sources, null));
  }
}
