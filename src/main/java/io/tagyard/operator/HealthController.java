package io.tagyard.operator;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.tagyard.event.Json;
import java.util.List;
import java.util.Optional;

/**
 * {@code GET /health}: the process answers. {@code GET /health/readiness}: it can keep and forward
 * events.
 */
@Controller("/health")
@ExecuteOn(TaskExecutors.BLOCKING)
public class HealthController {
  private final List<HealthPart> parts;

  HealthController(List<HealthPart> parts) {
    this.parts = parts;
  }

  @Get
  HttpResponse<byte[]> health() {
    return HttpResponse.ok(Json.write(JsonNodeFactory.instance.objectNode().put("status", "up")))
        .contentType(MediaType.APPLICATION_JSON_TYPE);
  }

  @Get("/readiness")
  HttpResponse<byte[]> readiness() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("status", "ready");
    ObjectNode checks = body.putObject("checks");
    for (HealthPart part : parts) {
      Optional<String> trouble = part.trouble().get();
      String well = part.note().get().map(note -> "ok; " + note).orElse("ok");
      checks.put(part.name(), trouble.orElse(well));
      if (trouble.isPresent()) {
        body.put("status", "not_ready");
      }
    }
    boolean ready = body.path("status").asText().equals("ready");
    return HttpResponse.<byte[]>status(ready ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE)
        .contentType(MediaType.APPLICATION_JSON_TYPE)
        .body(Json.write(body));
  }
}
