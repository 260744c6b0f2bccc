package io.tagyard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tagyard.cli.GatewayClient.Reply;
import io.tagyard.event.Json;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagyard send FILE}: posts events to the running gateway and says what became of each. */
@CommandLine.Command(name = "send", description = "post events to the running gateway")
final class SendCommand extends Command {
  private static final int BATCH = 500;

  private final InstantSource clock;

  @Parameters(paramLabel = "FILE", description = "an event, an array, or NDJSON (.ndjson, .jsonl)")
  private Path file = Path.of("");

  @Option(
      names = "--key",
      description = "key of the source; default: the first server source under --routes")
  private @Nullable String key;

  @Option(names = "--source", paramLabel = "WORKSPACE/SOURCE", description = "whose key to use")
  private @Nullable String source;

  @Option(
      names = "--url",
      description = "the gateway; default: the one that runs on the data folder")
  private @Nullable String url;

  @Option(
      names = "--test",
      description = "mark the events as tests: connections without a test mode withhold them")
  private boolean test;

  SendCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  int run(Settings settings) throws Exception {
    EventFile events = EventFile.read(file, clock.instant());
    String sender = key != null ? key : OfflineWorkspaces.key(settings, source, clock).orElse("");
    if (sender.isEmpty()) {
      err.println(
          "no server source with a key under "
              + settings.folder(Setting.ROUTES)
              + "; give --key or --source");
      return WRONG_USAGE;
    }
    if (events.stamped() > 0) {
      err.println(events.stamped() + " without a time: sent with the time of now");
    }
    if (sender.chars().anyMatch(Character::isISOControl)) {
      err.println("the key has control characters, as no key has");
      return WRONG_USAGE;
    }
    String base = url != null ? url : RunningAt.address(settings);
    if (!GatewayClient.isAddress(base)) {
      err.println("--url: not an address (expected: one such as http://127.0.0.1:8080)");
      return WRONG_USAGE;
    }
    return post(new GatewayClient(base), sender, events.events());
  }

  private int post(GatewayClient gateway, String sender, List<JsonNode> events) throws Exception {
    int quarantined = 0;
    for (int start = 0; start < events.size(); start += BATCH) {
      List<JsonNode> part = events.subList(start, Math.min(events.size(), start + BATCH));
      ArrayNode body = JsonNodeFactory.instance.arrayNode().addAll(part);
      Reply reply = gateway.post("/v1/events", sender, "application/json", Json.write(body), test);
      JsonNode answer = read(reply);
      if (reply.status() != 202 && reply.status() != 422) {
        err.println(
            "refused with "
                + reply.status()
                + ": "
                + answer.path("detail").asText("this is no answer of a gateway"));
        return PROBLEMS;
      }
      quarantined += answer.path("quarantined").asInt();
      answer.path("events").forEach(this::say);
      if (events.size() > BATCH) {
        err.println((start + part.size()) + " of " + events.size() + " sent");
      }
    }
    return quarantined == 0 ? FINE : PROBLEMS;
  }

  /** The answer; nothing, when whoever answered speaks no JSON. */
  private static JsonNode read(Reply reply) {
    try {
      return Json.read(reply.body());
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private void say(JsonNode event) {
    out.println(event.path("status").asText() + " " + event.path("id").asText());
    event
        .path("errors")
        .forEach(error ->
            out.println(
                "  "
                    + error.path("path").asText()
                    + ": "
                    + error.path("message").asText()
                    + " (expected: "
                    + error.path("expected").asText()
                    + ")"));
    event.path("ignored").forEach(path -> out.println("  not kept: " + path.asText()));
    event
        .path("warnings")
        .forEach(warning ->
            out.println(
                "  warning: "
                    + warning.path("path").asText()
                    + ": "
                    + warning.path("message").asText()));
  }
}
