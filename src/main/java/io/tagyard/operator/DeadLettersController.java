package io.tagyard.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.delivery.DeadLetter;
import io.tagyard.delivery.DeadLetters;
import io.tagyard.delivery.DeadLetters.Filter;
import io.tagyard.operator.Asked.Wrong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /v1/dead-letters}: legs that were given up; look, try again, discard with a comment. */
@Controller("/v1/dead-letters")
@ExecuteOn(TaskExecutors.BLOCKING)
public class DeadLettersController {
  private final DeadLetters letters;

  DeadLettersController(DeadLetters letters) {
    this.letters = letters;
  }

  @Get
  @Needs(Role.VIEWER)
  HttpResponse<?> list(
      Caller caller,
      @QueryValue @Nullable String workspace,
      @QueryValue @Nullable String connection,
      @QueryValue @Nullable String reason,
      @QueryValue @Nullable String since,
      @QueryValue @Nullable String after,
      @QueryValue @Nullable Integer limit)
      throws Wrong {
    Filter filter =
        new Filter(
            Asked.orEmpty(caller.workspace(workspace)),
            Asked.orEmpty(connection),
            Asked.orEmpty(reason),
            Asked.time(since),
            "");
    DeadLetters.Page page = letters.list(filter, Paging.limit(limit), after);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("dead_letters");
    page.letters().forEach(letter -> list.add(shown(letter)));
    return Replies.ok(page.after() == null ? body : body.put("after", page.after()));
  }

  @Post("/retry")
  @Consumes(MediaType.ALL)
  @Needs(Role.OPERATOR)
  HttpResponse<?> retry(Caller caller, @Body @io.micronaut.core.annotation.Nullable byte[] body)
      throws Wrong {
    JsonNode wish =
        Asked.object(body, "workspace", "connection", "reason", "since", "id", "all", "dry_run");
    boolean dryRun = Asked.flag(wish, "dry_run");
    Filter filter = filter(caller, wish, dryRun);
    DeadLetters.Retried retried = letters.retry(filter, dryRun);
    told(caller, filter, retried.retried());
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer.put("dry_run", dryRun).put("matching", retried.matching());
    answer.put("retried", retried.retried()).put("gone", retried.gone());
    return dryRun ? Replies.ok(answer) : Replies.accepted(answer);
  }

  @Post("/discard")
  @Consumes(MediaType.ALL)
  @Needs(Role.OPERATOR)
  HttpResponse<?> discard(Caller caller, @Body @io.micronaut.core.annotation.Nullable byte[] body)
      throws Wrong {
    JsonNode wish =
        Asked.object(body, "workspace", "connection", "reason", "since", "id", "all", "comment");
    Filter filter = filter(caller, wish, false);
    String comment = wish.path("comment").asText("").strip();
    if (comment.isEmpty()) {
      return Replies.problem(
          HttpStatus.BAD_REQUEST, "comment: missing (expected: why they are discarded)");
    }
    long discarded = letters.discard(filter, comment);
    told(caller, filter, discarded);
    return Replies.ok(JsonNodeFactory.instance.objectNode().put("discarded", discarded));
  }

  /** What an empty body, or one with a filter that was forgotten, would do cannot be undone. */
  private static Filter filter(Caller caller, JsonNode wish, boolean harmless) throws Wrong {
    boolean all = Asked.flag(wish, "all");
    boolean narrowed =
        Stream.of("workspace", "connection", "reason", "since", "id")
            .anyMatch(member -> !wish.path(member).asText("").isEmpty());
    if (all && narrowed) {
      throw new Wrong("all: goes with no filter");
    }
    if (!all && !narrowed && !harmless) {
      throw new Wrong(
          "a filter is missing (workspace, connection, reason, since or id), or all: true for every"
              + " dead letter");
    }
    String since = wish.path("since").asText("");
    return new Filter(
        Asked.orEmpty(caller.workspace(wish.path("workspace").asText(""))),
        wish.path("connection").asText(""),
        wish.path("reason").asText(""),
        since.isEmpty() ? null : Asked.time(since),
        wish.path("id").asText(""));
  }

  private static void told(Caller caller, Filter filter, long letters) {
    String which =
        filter.id().isEmpty()
            ? (filter.workspace().isEmpty() ? "*" : filter.workspace())
                + "/"
                + (filter.connection().isEmpty() ? "*" : filter.connection())
            : filter.id();
    caller.about(filter.workspace(), which + ": " + letters);
  }

  private static ObjectNode shown(DeadLetter letter) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("id", letter.id());
    shown
        .put("workspace", letter.connection().workspace())
        .put("connection", letter.connection().connection());
    shown
        .put("event_id", letter.eventId())
        .put("name", letter.eventName())
        .put("order_id", letter.orderId());
    shown.put("route", letter.route()).put("kind", letter.kind());
    shown
        .put("reason", letter.reason())
        .put("because", letter.sentence())
        .put("answer", letter.answer());
    shown.put("attempts", letter.attempts()).put("fingerprint", letter.fingerprint());
    return shown
        .put("died_at", letter.diedAt().toString())
        .put("useful_until", letter.usefulUntil().toString());
  }
}
