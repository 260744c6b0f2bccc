package io.tagyard.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.adapter.Adapter;
import io.tagyard.event.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** An alarm as a signed webhook: {@code {type: alarm.began | alarm.ended, timestamp, data}}. */
public record AlarmPost(URI url, Adapter signer, Carrier carrier) {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int SUCCESS = 200;
  private static final int SUCCESS_END = 300;

  /** Sends it; whether it was taken. The message id is the same over all tries. */
  boolean send(Alarm alarm, int attempt, Instant now) throws InterruptedException {
    String type = alarm.endedAt() == null ? "began" : "ended";
    Outbound request =
        new Outbound(
            "POST",
            url,
            List.of(new Outbound.Header("Content-Type", "application/json")),
            Json.write(body(alarm, type)),
            TIMEOUT);
    Outbound signed =
        signer.finish(request, List.of(alarm.id() + "-" + type), new Attempt(now, attempt));
    return carrier.send(signed) instanceof Answer.Replied replied
        && replied.status() >= SUCCESS
        && replied.status() < SUCCESS_END;
  }

  private static ObjectNode body(Alarm alarm, String type) {
    Instant at = alarm.endedAt() == null ? alarm.beganAt() : alarm.endedAt();
    ObjectNode body = Json.mapper().createObjectNode();
    body.put("type", "alarm." + type).put("timestamp", at.toString());
    ObjectNode data = body.putObject("data");
    data.put("id", alarm.id()).put("kind", alarm.kind()).put("subject", alarm.subject());
    data.put("because", alarm.sentence()).put("began_at", alarm.beganAt().toString());
    if (alarm.endedAt() != null) {
      data.put("ended_at", alarm.endedAt().toString());
    }
    return body;
  }
}
