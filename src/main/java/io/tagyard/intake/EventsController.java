package io.tagyard.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Options;
import io.micronaut.http.annotation.Post;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.SourceKind;
import io.tagyard.intake.SourceDoor.Entry;
import io.tagyard.journal.JournalFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** {@code POST /v1/events}: one event, an array, or NDJSON. A 202 means kept. */
@Controller("/v1/events")
public class EventsController {
  private static final int INLINE_BYTES_MAX = 16 << 10;
  private static final Executor LARGE = Executors.newVirtualThreadPerTaskExecutor();

  private final SourceDoor door;
  private final Intake intake;
  private final IntakeConfig limits;
  private final BodyRoom room;
  private final InstantSource clock;

  EventsController(
      SourceDoor door, Intake intake, IntakeConfig limits, BodyRoom room, InstantSource clock) {
    this.door = door;
    this.intake = intake;
    this.limits = limits;
    this.room = room;
    this.clock = clock;
  }

  @Post
  @Consumes(MediaType.ALL)
  CompletionStage<MutableHttpResponse<byte[]>> post(
      HttpRequest<?> request, @Body @io.micronaut.core.annotation.Nullable byte[] body) {
    String origin = request.getHeaders().get("Origin");
    return switch (door.admit(request, origin)) {
      case Entry.TurnedAway away -> done(Answers.turnedAway(away));
      case Entry.Admitted entry ->
          kept(entry, request, body == null ? new byte[0] : body)
              .thenApply(answer ->
                  entry.source().kind() == SourceKind.BROWSER
                      ? Cors.allow(answer, origin)
                      : answer);
    };
  }

  @Options
  HttpResponse<?> preflight(@Header("Origin") @Nullable String origin) {
    MutableHttpResponse<byte[]> answer = HttpResponse.noContent();
    return door.knows(origin) ? Cors.preflight(answer, origin) : answer;
  }

  /**
   * A small body is done with before another thread would begin; a large one must not hold up the
   * others.
   */
  private CompletionStage<MutableHttpResponse<byte[]>> kept(
      Entry.Admitted entry, HttpRequest<?> request, byte[] body) {
    boolean packed = request.getHeaders().contains("Content-Encoding");
    return body.length <= INLINE_BYTES_MAX && !packed
        ? keep(entry, request, body)
        : CompletableFuture.supplyAsync(() -> keepLarge(entry, request, body, packed), LARGE)
            .thenCompose(answer -> answer);
  }

  /** In its turn: read and judged, events take much more room than their text. */
  private CompletionStage<MutableHttpResponse<byte[]>> keepLarge(
      Entry.Admitted entry, HttpRequest<?> request, byte[] body, boolean packed) {
    int weight = room.begin(packed ? limits.batchBytesMax() : body.length);
    CompletionStage<MutableHttpResponse<byte[]>> answer;
    try {
      answer = keep(entry, request, body);
    } catch (RuntimeException e) {
      room.end(weight);
      throw e;
    }
    return answer.whenComplete((kept, failure) -> room.end(weight));
  }

  private CompletionStage<MutableHttpResponse<byte[]>> keep(
      Entry.Admitted entry, HttpRequest<?> request, byte[] body) {
    String packed = request.getHeaders().get("Content-Encoding");
    String mediaType =
        request
            .getContentType()
            .map(type -> type.getType() + "/" + type.getSubtype())
            .orElse("")
            .toLowerCase(Locale.ROOT);
    return switch (RequestBody.read(body, mediaType, packed, limits)) {
      case RequestBody.Refused(int status, String title, String detail) ->
          done(Answers.problem(status, title, detail));
      case RequestBody.Events(List<JsonNode> contents) -> {
        Instant now = clock.instant();
        boolean test = "1".equals(request.getHeaders().get("Tagyard-Test"));
        yield intake
            .take(
                contents.stream()
                    .map(content -> new InboundEvent(entry.sender(), content, now, test))
                    .toList())
            .thenApply(Answers::taken)
            .exceptionally(EventsController::notKept);
      }
    };
  }

  /**
   * The journal could not promise to keep it: the sender is told to try again, nothing is
   * acknowledged.
   */
  private static MutableHttpResponse<byte[]> notKept(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof JournalFailure) {
      return Answers.problem(
              HttpStatus.SERVICE_UNAVAILABLE.getCode(),
              "Not kept",
              "the event was not kept; send it again")
          .header("Retry-After", "5");
    }
    throw new CompletionException(cause);
  }

  private static CompletionStage<MutableHttpResponse<byte[]>> done(
      MutableHttpResponse<byte[]> answer) {
    return CompletableFuture.completedFuture(answer);
  }
}
