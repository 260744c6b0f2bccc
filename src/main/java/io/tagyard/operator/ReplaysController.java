package io.tagyard.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.delivery.Replay;
import io.tagyard.delivery.Replays;
import io.tagyard.diagnostic.Units;
import io.tagyard.event.ConnectionId;
import io.tagyard.operator.Asked.Wrong;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /v1/replays}: history again, from a time, to one connection; same event ids. */
@Controller("/v1/replays")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ReplaysController {
  private final Replays replays;

  ReplaysController(Replays replays) {
    this.replays = replays;
  }

  @Post
  @Consumes(MediaType.ALL)
  @Needs(Role.OPERATOR)
  HttpResponse<?> start(Caller caller, @Body @io.micronaut.core.annotation.Nullable byte[] body)
      throws Wrong {
    JsonNode wish =
        Asked.object(body, "workspace", "connection", "since", "name", "order_id", "rate");
    ConnectionId connection =
        new ConnectionId(needed(wish, "workspace"), needed(wish, "connection"));
    caller.must(connection.workspace());
    caller.about(connection.workspace(), connection.toString());
    Instant since = Asked.time(needed(wish, "since"));
    Optional<Replay> replay =
        replays.start(
            new Replay.Request(
                connection,
                since == null ? Instant.EPOCH : since,
                wish.path("name").asText(""),
                wish.path("order_id").asText(""),
                rate(wish.path("rate").asText(""))));
    return replay
        .<HttpResponse<?>>map(started -> Replies.accepted(shown(started)))
        .orElseGet(() -> Replies.notFound("no connection " + connection));
  }

  @Get
  @Needs(Role.VIEWER)
  HttpResponse<?> list(
      Caller caller,
      @QueryValue @Nullable String workspace,
      @QueryValue @Nullable String connection,
      @QueryValue @Nullable String after,
      @QueryValue @Nullable Integer limit)
      throws Wrong {
    if (after != null && replays.get(after).isEmpty()) {
      throw new Wrong("after: not a place that the page before gave");
    }
    Replays.Page page =
        replays.list(
            Asked.orEmpty(caller.workspace(workspace)),
            Asked.orEmpty(connection),
            Paging.limit(limit),
            after);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("replays");
    page.replays().forEach(replay -> list.add(shown(replay)));
    return Replies.ok(page.after() == null ? body : body.put("after", page.after()));
  }

  @Get("/{id}")
  @Needs(Role.VIEWER)
  HttpResponse<?> one(Caller caller, String id) {
    return seen(caller, id)
        .map(it -> Replies.ok(shown(it)))
        .orElseGet(() -> Replies.notFound("no replay " + id));
  }

  @Delete("/{id}")
  @Needs(Role.OPERATOR)
  HttpResponse<?> cancel(Caller caller, String id) {
    Optional<Replay> replay = seen(caller, id);
    caller.about(replay.map(it -> it.connection().workspace()).orElse(null), id);
    return replay.isPresent() && replays.cancel(id)
        ? one(caller, id)
        : Replies.notFound("no replay " + id + " is running");
  }

  private Optional<Replay> seen(Caller caller, String id) {
    return replays.get(id).filter(replay -> caller.sees(replay.connection().workspace()));
  }

  private static String needed(JsonNode wish, String member) throws Wrong {
    String value = wish.path(member).asText("");
    if (value.isEmpty()) {
      throw new Wrong(member + ": missing");
    }
    return value;
  }

  /** {@code 50/s} and the like, as legs per second, at least one; 0 = the default. */
  private static int rate(String text) throws Wrong {
    if (text.isEmpty()) {
      return 0;
    }
    return Units.rate(text)
        .map(rate ->
            (int)
                Math.max(
                    1, rate.count() * Duration.ofSeconds(1).toMillis() / rate.period().toMillis()))
        .orElseThrow(() -> new Wrong("rate: \"" + text + "\" (expected: a rate such as 50/s)"));
  }

  private static ObjectNode shown(Replay replay) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode();
    shown.put("id", replay.id());
    shown
        .put("workspace", replay.connection().workspace())
        .put("connection", replay.connection().connection());
    shown.put("state", replay.state()).put("progress", Math.round(replay.done() * 100));
    shown
        .put("sent", replay.sent())
        .put("delivered", replay.delivered())
        .put("withheld", replay.withheld());
    shown
        .put("parked", replay.parked())
        .put("dead", replay.dead())
        .put("skipped", replay.skipped());
    shown.put("rate", replay.perSecond() + "/s");
    return shown
        .put("created_at", replay.createdAt().toString())
        .put("changed_at", replay.changedAt().toString());
  }
}
