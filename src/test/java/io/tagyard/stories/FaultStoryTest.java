package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Six connections, each broken in its own way but one: the healthy one notices nothing. */
class FaultStoryTest {
  @TempDir Path folder;

  @Test
  void brokenConnectionsDoNotTouchTheHealthyOne() throws Exception {
    try (FaultServer platforms = new FaultServer()) {
      AtomicInteger throttled = new AtomicInteger();
      platforms.script("hangs", request -> new FaultServer.Reply.Hang());
      platforms.script("fails", request -> FaultServer.Reply.status(500));
      platforms.script("cuts", request -> new FaultServer.Reply.Cut());
      platforms.script(
          "throttles",
          request ->
              throttled.incrementAndGet() == 1
                  ? new FaultServer.Reply.Status(429, "{}", Map.of("Retry-After", "2"))
                  : FaultServer.Reply.status(200));
      platforms.script(
          "locked", request -> FaultServer.Reply.status(401, "{\"error\":\"bad token\"}"));
      StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
      for (String name : List.of("hangs", "fails", "cuts", "throttles", "locked", "healthy")) {
        yard.webhook(name, platforms.url(name), "{ flush: 20ms, timeout: 2s }");
      }
      yard.write();
      try (GatewayFixture gateway =
          GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"))) {
        for (int i = 0; i < 60; i++) {
          assertThat(
                  gateway
                      .post("/v1/events", StoryYard.KEY, StoryYard.purchase("fault-" + i))
                      .status())
              .isEqualTo(202);
        }

        Balances.await(gateway, "healthy", "delivered", 60);
        assertThat(platforms.received("healthy")).hasSize(60);

        Balances.await(gateway, "throttles", "delivered", 60);
        List<FaultServer.Received> asked = platforms.received("throttles");
        assertThat(Duration.ofNanos(asked.get(1).atNanos() - asked.get(0).atNanos()))
            .isGreaterThanOrEqualTo(Duration.ofSeconds(2));

        JsonNode locked = Balances.of(gateway, "locked");
        assertThat(locked.path("dead").asLong()).as("a wrong token buries nothing").isZero();
        assertThat(locked.path("pending").asLong()).isEqualTo(60);
        assertThat(platforms.received("locked")).hasSizeLessThanOrEqualTo(4);
        assertThat(state(gateway, "locked")).isEqualTo("misconfigured");

        for (String name : List.of("hangs", "fails", "cuts")) {
          JsonNode line = Balances.of(gateway, name);
          assertThat(line.path("delivered").asLong()).as(name).isZero();
          assertThat(line.path("dead").asLong()).as(name).isZero();
          assertThat(Balances.balanced(line)).as(line.toString()).isTrue();
          assertThat(line.path("matched").asLong()).as(name).isEqualTo(60);
        }

        platforms.script("locked", request -> FaultServer.Reply.status(200));
        new StoryYardEdit(folder.resolve("routes/acme/workspace.yaml"))
            .replace("/locked\"", "/locked?fixed=1\"");
        Balances.await(gateway, "locked", "delivered", 60);
      }
    }
  }

  @Test
  void aPartlyRefusedBatchDeliversTheRestAndBuriesOnlyTheCulprit() throws Exception {
    try (FaultServer platforms = new FaultServer()) {
      platforms.script(
          "v25.0",
          request ->
              request.body().contains("\"event_id\":\"batch-7\"")
                  ? FaultServer.Reply.status(
                      400, "{\"error\":{\"message\":\"Invalid parameter\",\"code\":100}}")
                  : FaultServer.Reply.status(200, "{\"events_received\":1}"));
      StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
      yard.connection(
          "meta",
          "{ destination: meta-conversions, settings: { pixel_id: \"1234567890123456\", access_token: story-token }, endpoint: \"%s\", delivery: { batch: 16, flush: 1s } }"
              .formatted(platforms.endpoint()));
      yard.write();
      try (GatewayFixture gateway =
          GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"))) {
        // the platform takes no event that is older than a week
        String time = Instant.now().minusSeconds(60).toString();
        StringBuilder batch = new StringBuilder("[");
        for (int i = 0; i < 16; i++) {
          String purchase = StoryYard.purchase("batch-" + i);
          batch.append(i == 0 ? "" : ",").append(purchase.replace("2026-11-20T10:00:00Z", time));
        }
        assertThat(gateway.post("/v1/events", StoryYard.KEY, batch.append("]").toString()).status())
            .isEqualTo(202);

        Balances.await(gateway, "meta", "delivered", 15);
        Balances.await(gateway, "meta", "dead", 1);

        JsonNode dead = gateway.get("/v1/dead-letters").json().path("dead_letters");
        assertThat(dead).hasSize(1);
        assertThat(dead.get(0).path("event_id").asText()).isEqualTo("batch-7");
        assertThat(dead.get(0).toString())
            .contains("Invalid parameter")
            .doesNotContain("story-token");
      }
    }
  }

  private static String state(GatewayFixture gateway, String connection) {
    for (JsonNode line : gateway.get("/v1/connections").json().path("connections")) {
      if (line.path("connection").asText().equals(connection)) {
        return line.path("state").asText();
      }
    }
    throw new AssertionError("no connection " + connection);
  }
}
