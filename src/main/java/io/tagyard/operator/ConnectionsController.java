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
import io.tagyard.delivery.BalanceLine;
import io.tagyard.delivery.LaneStatus;
import io.tagyard.delivery.Lanes;
import io.tagyard.event.ConnectionId;
import io.tagyard.operator.Asked.Wrong;
import io.tagyard.operator.Paging.Part;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * {@code /v1/connections}: how each lane stands, and the levers. {@code /v1/balance}: the
 * conservation line.
 */
@Controller("/v1")
@ExecuteOn(TaskExecutors.BLOCKING)
public class ConnectionsController {
  private final Lanes lanes;

  ConnectionsController(Lanes lanes) {
    this.lanes = lanes;
  }

  @Get("/balance")
  @Needs(Role.VIEWER)
  HttpResponse<?> balance(
      Caller caller,
      @QueryValue @Nullable String workspace,
      @QueryValue @Nullable String connection,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable String after)
      throws Wrong {
    return list(
        part(caller.workspace(workspace), connection, limit, after),
        lane -> {
          ObjectNode line = named(JsonNodeFactory.instance.objectNode(), lane.connection());
          fates(line, lane.balance());
          return line.put("balanced", lane.balance().imbalance() == 0);
        });
  }

  @Get("/connections")
  @Needs(Role.VIEWER)
  HttpResponse<?> connections(
      Caller caller,
      @QueryValue @Nullable String workspace,
      @QueryValue @Nullable String connection,
      @QueryValue @Nullable Integer limit,
      @QueryValue @Nullable String after)
      throws Wrong {
    return list(
        part(caller.workspace(workspace), connection, limit, after), ConnectionsController::shown);
  }

  private Part<LaneStatus> part(
      @Nullable String workspace,
      @Nullable String connection,
      @Nullable Integer limit,
      @Nullable String after) {
    List<LaneStatus> states =
        lanes.states().stream()
            .filter(lane -> workspace == null || lane.connection().workspace().equals(workspace))
            .filter(lane -> connection == null || lane.connection().connection().equals(connection))
            .sorted(Comparator.comparing(ConnectionsController::name))
            .toList();
    return Paging.part(states, ConnectionsController::name, limit, after);
  }

  private static String name(LaneStatus lane) {
    return lane.connection().workspace() + "/" + lane.connection().connection();
  }

  private static HttpResponse<?> list(
      Part<LaneStatus> part, Function<LaneStatus, ObjectNode> shown) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("connections");
    part.items().forEach(lane -> list.add(shown.apply(lane)));
    return Replies.ok(part.after() == null ? body : body.put("after", part.after()));
  }

  @Post("/connections/{workspace}/{connection}/pause")
  @Needs(Role.OPERATOR)
  HttpResponse<?> pause(Caller caller, String workspace, String connection) throws Wrong {
    return act(caller, workspace, connection, lanes::pause);
  }

  @Post("/connections/{workspace}/{connection}/resume")
  @Needs(Role.OPERATOR)
  HttpResponse<?> resume(Caller caller, String workspace, String connection) throws Wrong {
    return act(caller, workspace, connection, lanes::resume);
  }

  @Post("/connections/{workspace}/{connection}/probe")
  @Needs(Role.OPERATOR)
  HttpResponse<?> probe(Caller caller, String workspace, String connection) throws Wrong {
    return act(caller, workspace, connection, lanes::probe);
  }

  @Post("/connections/{workspace}/{connection}/set-aside")
  @Needs(Role.OPERATOR)
  HttpResponse<?> setAside(Caller caller, String workspace, String connection) throws Wrong {
    caller.must(workspace);
    caller.about(workspace, workspace + "/" + connection);
    ConnectionId id = new ConnectionId(workspace, connection);
    if (lanes.state(id).isEmpty()) {
      return Replies.notFound("no connection " + connection + " in workspace " + workspace);
    }
    return lanes
        .setAside(id)
        .map(event ->
            Replies.ok(
                named(JsonNodeFactory.instance.objectNode(), id)
                    .put("event_id", event.id())
                    .put("name", event.name())))
        .orElseGet(() ->
            Replies.problem(
                HttpStatus.CONFLICT,
                "no event stands at its head that was refused; one that is just being tried can be"
                    + " set aside when its answer is there"));
  }

  private HttpResponse<?> act(
      Caller caller, String workspace, String connection, Predicate<ConnectionId> action)
      throws Wrong {
    caller.must(workspace);
    caller.about(workspace, workspace + "/" + connection);
    ConnectionId id = new ConnectionId(workspace, connection);
    if (!action.test(id)) {
      return Replies.notFound("no connection " + connection + " in workspace " + workspace);
    }
    return lanes
        .state(id)
        .map(lane -> Replies.ok(shown(lane)))
        .orElseGet(() -> Replies.notFound("it was just taken out"));
  }

  private static ObjectNode shown(LaneStatus lane) {
    ObjectNode shown = named(JsonNodeFactory.instance.objectNode(), lane.connection());
    shown.put("destination", lane.destination()).put("state", lane.state().toString());
    if (lane.because() != null) {
      shown.put("because", lane.because());
    }
    if (lane.until() != null) {
      shown.put("until", lane.until().toString());
    }
    shown.putObject("lag").put("events", lane.lagEvents()).put("seconds", lane.lag().toSeconds());
    fates(shown.putObject("legs"), lane.balance());
    ObjectNode outcomes = shown.putObject("outcomes");
    lane.outcomes().forEach(outcomes::put);
    return shown.put("in_flight", lane.inFlight()).put("concurrency", lane.concurrency());
  }

  private static ObjectNode named(ObjectNode line, ConnectionId id) {
    return line.put("workspace", id.workspace()).put("connection", id.connection());
  }

  private static void fates(ObjectNode line, BalanceLine balance) {
    line.put("matched", balance.matched())
        .put("delivered", balance.delivered())
        .put("withheld", balance.withheld())
        .put("parked", balance.parked())
        .put("dead", balance.dead())
        .put("pending", balance.pending())
        .put("complete", balance.complete());
  }
}
