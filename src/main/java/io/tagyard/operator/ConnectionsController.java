package io.tagyard.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.delivery.BalanceLine;
import io.tagyard.delivery.LaneStatus;
import io.tagyard.delivery.Lanes;
import io.tagyard.event.ConnectionId;
import java.util.function.Predicate;

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
  HttpResponse<?> balance() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode lines = body.putArray("connections");
    for (LaneStatus lane : lanes.states()) {
      ObjectNode line = named(lines.addObject(), lane.connection());
      fates(line, lane.balance());
      line.put("balanced", lane.balance().imbalance() == 0);
    }
    return Replies.ok(body);
  }

  @Get("/connections")
  @Needs(Role.VIEWER)
  HttpResponse<?> connections() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode list = body.putArray("connections");
    lanes.states().forEach(lane -> list.add(shown(lane)));
    return Replies.ok(body);
  }

  @Post("/connections/{workspace}/{connection}/pause")
  @Needs(Role.OPERATOR)
  HttpResponse<?> pause(String workspace, String connection) {
    return act(workspace, connection, lanes::pause);
  }

  @Post("/connections/{workspace}/{connection}/resume")
  @Needs(Role.OPERATOR)
  HttpResponse<?> resume(String workspace, String connection) {
    return act(workspace, connection, lanes::resume);
  }

  @Post("/connections/{workspace}/{connection}/probe")
  @Needs(Role.OPERATOR)
  HttpResponse<?> probe(String workspace, String connection) {
    return act(workspace, connection, lanes::probe);
  }

  private HttpResponse<?> act(String workspace, String connection, Predicate<ConnectionId> action) {
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
