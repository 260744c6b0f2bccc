package io.tagyard.operator;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.delivery.Alarm;
import io.tagyard.delivery.AlarmBoard;
import io.tagyard.operator.Asked.Wrong;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /v1/alarms}: what stands, and what ended since the start. */
@Controller("/v1/alarms")
@ExecuteOn(TaskExecutors.BLOCKING)
public class AlarmsController {
  private final AlarmBoard board;

  AlarmsController(AlarmBoard board) {
    this.board = board;
  }

  @Get
  @Needs(Role.VIEWER)
  HttpResponse<?> alarms(Caller caller, @QueryValue @Nullable String workspace) throws Wrong {
    String only = caller.workspace(workspace);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("alarms", shown(board.standing(), only));
    body.set("ended", shown(board.ended(), only));
    return Replies.ok(body);
  }

  /** Those about this workspace or one of its connections; null = all, the machine's too. */
  private static ArrayNode shown(List<Alarm> alarms, @Nullable String workspace) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Alarm alarm : alarms) {
      String about = alarm.subject().split("/", 2)[0];
      if (workspace != null && !about.equals(workspace)) {
        continue;
      }
      ObjectNode line = list.addObject();
      line.put("id", alarm.id()).put("kind", alarm.kind()).put("subject", alarm.subject());
      line.put("because", alarm.sentence()).put("began_at", alarm.beganAt().toString());
      if (alarm.endedAt() != null) {
        line.put("ended_at", alarm.endedAt().toString());
      }
    }
    return list;
  }
}
