package io.tagyard.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import io.tagyard.stories.FaultServer;
import io.tagyard.stories.FaultServer.Received;
import io.tagyard.stories.FaultServer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The platforms of {@code platforms.yaml}, which tell the ledger everything that arrives. */
final class Platforms implements AutoCloseable {
  /** Meta's address begins with its version. */
  static final String BATCHED = "v25.0";

  private final long seed;
  private final Ledger ledger;
  private final FaultServer server = new FaultServer(request -> {});
  private final Map<String, Map<String, Object>> scripts = new LinkedHashMap<>();
  private volatile boolean healthy = true;

  Platforms(long seed, Ledger ledger) throws IOException {
    this.seed = seed;
    this.ledger = ledger;
    try (InputStream file = Platforms.class.getResourceAsStream("/crash/platforms.yaml")) {
      Object all = new Load(LoadSettings.builder().build()).loadFromInputStream(file);
      members(all).forEach((name, script) -> scripts.put(name, members(script)));
    }
    scripts.forEach((name, script) ->
        server.script(name, name.equals(BATCHED) ? this::batch : new Webhook(name, script)));
  }

  @SuppressWarnings("unchecked") // a mapping of YAML has texts as keys here
  private static Map<String, Object> members(Object mapping) {
    return (Map<String, Object>) mapping;
  }

  /** Platforms that get signed webhooks. */
  Set<String> webhooks() {
    Set<String> names = new java.util.LinkedHashSet<>(scripts.keySet());
    names.remove(BATCHED);
    return names;
  }

  /** Platforms that fail on no first attempt, so that only a kill makes them see an event twice. */
  Set<String> faultless() {
    return Set.of("steady", "slow");
  }

  String url(String platform) {
    return server.url(platform);
  }

  String endpoint() {
    return server.endpoint();
  }

  /** Whether all faults are off, slowness too: what long runs leave behind would take an hour. */
  void healthy(boolean now) {
    healthy = now;
  }

  @Override
  public void close() {
    server.close();
  }

  private static JsonNode json(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError("the gateway sent what is not JSON: " + text, e);
    }
  }

  /** A batch with a poisoned event is refused whole, however often it comes. */
  private Reply batch(Received request) {
    JsonNode data = json(request.body()).path("data");
    for (JsonNode element : data) {
      if (element.path("event_id").asText().startsWith("poison-")) {
        return Reply.status(400, "{\"error\":{\"message\":\"Invalid parameter\",\"code\":100}}");
      }
    }
    for (JsonNode element : data) {
      String id = element.path("event_id").asText();
      Payload payload = ledger.payload(id);
      if (payload == null || !payload.isIn(element)) {
        ledger.wrong(BATCHED + " got what was not sent: " + id);
      }
      ledger.arrive(BATCHED, id);
    }
    return Reply.status(200, "{\"events_received\":" + data.size() + "}");
  }

  /** One event a request; what it does is a function of the seed, its name and the event's id. */
  private final class Webhook implements FaultServer.Script {
    private final String name;
    private final Map<String, Object> script;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    Webhook(String name, Map<String, Object> script) {
      this.name = name;
      this.script = script;
    }

    @Override
    public boolean cutsUnread(Received head) {
      String id = id(head);
      return !healthy && fault(id).equals("reset_unread") && seen.add(id);
    }

    @Override
    public Reply answer(Received request) throws InterruptedException {
      String id = id(request);
      long drawn = draw(id);
      if (healthy) {
        return taken(request, id);
      }
      if (script.get("latency") instanceof Map<?, ?> latency) {
        int from = number(latency.get("from"));
        Thread.sleep(from + (drawn >>> 8) % (number(latency.get("to")) - from));
      }
      if (script.get("outage") instanceof Map<?, ?> outage
          && ledger.round() % number(outage.get("every")) == 0) {
        return Reply.status(number(outage.get("status")));
      }
      return seen.add(id) ? first(request, id, fault(id)) : taken(request, id);
    }

    private Reply first(Received request, String id, String fault) {
      return switch (fault) {
        case "refused_503" -> Reply.status(503);
        case "throttled_seconds" -> throttled("1");
        case "throttled_date" ->
            throttled(
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    Instant.now().plusSeconds(1).atOffset(ZoneOffset.UTC)));
        case "reset_read" -> inDoubt(request, id, new Reply.Cut());
        case "half_body" -> inDoubt(request, id, new Reply.HalfBody());
        case "drip" -> inDoubt(request, id, new Reply.Drip(Duration.ofSeconds(1)));
        case "no_http" -> inDoubt(request, id, new Reply.NoHttp());
        case "wrong_json" -> {
          taken(request, id);
          yield Reply.status(200, "<html>");
        }
        default -> taken(request, id);
      };
    }

    private static Reply throttled(String wait) {
      return new Reply.Status(429, "{}", Map.of("Retry-After", wait));
    }

    private Reply inDoubt(Received request, String id, Reply reply) {
      taken(request, id);
      ledger.leaveInDoubt(name);
      return reply;
    }

    private Reply taken(Received request, String id) {
      Payload payload = ledger.payload(id);
      JsonNode data = json(request.body()).path("data");
      if (payload == null || !payload.digest().equals(Payload.digestOfWebhook(data))) {
        ledger.wrong(name + " got what was not sent: " + id);
      }
      ledger.arrive(name, id);
      return Reply.status(200);
    }

    private String fault(String id) {
      int percent = (int) (draw(id) % 100);
      if (script.get("faults") instanceof Map<?, ?> faults) {
        for (Map.Entry<?, ?> fault : faults.entrySet()) {
          percent -= number(fault.getValue());
          if (percent < 0) {
            return String.valueOf(fault.getKey());
          }
        }
      }
      return "";
    }

    private long draw(String id) {
      long mixed = (seed * 31 + name.hashCode()) * 31 + id.hashCode();
      mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
      return (mixed ^ (mixed >>> 33)) >>> 1;
    }

    private static String id(Received request) {
      return request.header("webhook-id").substring("msg_".length());
    }

    private static int number(@Nullable Object value) {
      return value instanceof Number number ? number.intValue() : 0;
    }
  }
}
