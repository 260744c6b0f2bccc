package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator does on a day: change files, pause, resume, try again, replay, stop. */
class OperationStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private final FaultServer platforms = new FaultServer();
  private GatewayFixture gateway;

  @BeforeEach
  void aGatewayWithOneWebhook() throws IOException {
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", platforms.url("hook"), "{ flush: 20ms }");
    yard.write();
    gateway = GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"));
  }

  @AfterEach
  void end() throws InterruptedException {
    gateway.close();
    platforms.close();
  }

  @Test
  void aBadFileChangesNothingAndSaysSoAlsoOverARestart() throws Exception {
    Path workspace = folder.resolve("routes/acme/workspace.yaml");
    String before = config().path("active").path("revision").asText();

    new StoryYardEdit(workspace).replace("destination: webhook", "destination: webhok");
    Await.until("the revision is rejected", PATIENCE, () -> config().has("rejected"));

    assertThat(config().path("active").path("revision").asText()).isEqualTo(before);
    JsonNode problem = firstError(config().path("rejected").path("problems"));
    assertThat(problem.path("file").asText()).endsWith("acme/workspace.yaml");
    assertThat(problem.path("line").asInt()).isPositive();
    assertThat(problem.path("did_you_mean").asText()).isEqualTo("webhook");
    assertThat(send("still-1")).isEqualTo(202);

    assertThat(gateway.stop()).isZero();
    gateway.start();

    assertThat(config().path("active").path("last_good").asBoolean()).isTrue();
    assertThat(send("still-2")).isEqualTo(202);
    Balances.await(gateway, "hook", "delivered", 2);

    new StoryYardEdit(workspace).replace("destination: webhok", "destination: webhook");
    Await.until("the good files are active", PATIENCE, () -> !config().has("rejected"));
    assertThat(config().path("active").path("last_good").asBoolean()).isFalse();
  }

  @Test
  void aPausedConnectionKeepsItsPlaceOverARestart() throws Exception {
    assertThat(gateway.act("/v1/connections/acme/hook/pause", "").status()).isEqualTo(200);
    for (int i = 0; i < 5; i++) {
      send("paused-" + i);
    }
    Balances.await(gateway, "hook", "pending", 5);
    assertThat(gateway.stop()).isZero();
    gateway.start();

    Balances.await(gateway, "hook", "pending", 5);
    assertThat(platforms.received("hook")).isEmpty();
    JsonNode leg = gateway.get("/v1/events/paused-3").json().get(0).path("legs").get(0);
    assertThat(leg.path("fate").asText()).isEqualTo("pending");

    gateway.act("/v1/connections/acme/hook/resume", "");
    Balances.await(gateway, "hook", "delivered", 5);
    assertThat(Balances.balanced(Balances.of(gateway, "hook"))).isTrue();
  }

  @Test
  void deadLettersAreCountedThenSentAgainWithTheSameId() {
    AtomicBoolean refuses = new AtomicBoolean(true);
    platforms.script("hook", request -> FaultServer.Reply.status(refuses.get() ? 422 : 200));
    for (int i = 0; i < 3; i++) {
      send("letter-" + i);
    }
    Balances.await(gateway, "hook", "dead", 3);

    JsonNode counted =
        gateway.act("/v1/dead-letters/retry", "{\"connection\":\"hook\",\"dry_run\":true}").json();
    assertThat(counted.path("matching").asInt()).isEqualTo(3);
    assertThat(Balances.of(gateway, "hook").path("dead").asInt()).isEqualTo(3);

    refuses.set(false);
    assertThat(
            gateway
                .act("/v1/dead-letters/retry", "{\"connection\":\"hook\"}")
                .json()
                .path("retried")
                .asInt())
        .isEqualTo(3);
    Balances.await(gateway, "hook", "delivered", 3);
    assertThat(platforms.received("hook"))
        .extracting(request -> request.header("Webhook-id"))
        .filteredOn("msg_letter-1"::equals)
        .hasSize(2);
    assertThat(gateway.act("/v1/dead-letters/retry", "{\"conection\":\"hook\"}").status())
        .isEqualTo(400);
  }

  @Test
  void historyIsReplayedToOneConnectionWithItsIds() {
    for (int i = 0; i < 4; i++) {
      send("replay-" + i);
    }
    Balances.await(gateway, "hook", "delivered", 4);

    GatewayFixture.Reply started =
        gateway.act(
            "/v1/replays",
            "{\"workspace\":\"acme\",\"connection\":\"hook\",\"since\":\"2026-01-01T00:00:00Z\"}");
    assertThat(started.status()).as(started.text()).isEqualTo(202);
    String id = started.json().path("id").asText();

    Await.until(
        "the replay is done",
        PATIENCE,
        () -> gateway.get("/v1/replays/" + id).json().path("state").asText().equals("done"));
    Await.until("all came again", PATIENCE, () -> platforms.received("hook").size() == 8);
    JsonNode line = Balances.of(gateway, "hook");
    assertThat(line.path("delivered").asInt()).as("a replay counts nothing twice").isEqualTo(4);
    assertThat(Balances.balanced(line)).as(line.toString()).isTrue();
  }

  @Test
  void aQuarantinedEventIsKeptWithReasonsAndTriedAgainAfterTheSchemaIsFixed() throws IOException {
    Path schemas = Files.createDirectories(folder.resolve("routes/acme/schemas"));
    Path schema = schemas.resolve("purchase.schema.json");
    Files.writeString(schema, schema("\"COUPON-NEEDED\""));
    Await.until("the schema is active", PATIENCE, () -> send("probe-" + System.nanoTime()) == 422);

    GatewayFixture.Reply refused =
        gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase("strict-1"));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().path("events").get(0).path("errors").get(0).path("path").asText())
        .isEqualTo("order.coupon");

    JsonNode kept = gateway.get("/v1/quarantine?limit=1").json().path("quarantine").get(0);
    assertThat(kept.path("event_id").asText()).isEqualTo("strict-1");
    assertThat(gateway.act("/v1/quarantine/" + kept.path("id").asText() + "/retry", "").status())
        .isEqualTo(422);

    Files.delete(schema);
    Await.until(
        "the retry is taken",
        PATIENCE,
        () ->
            gateway.act("/v1/quarantine/" + kept.path("id").asText() + "/retry", "").status()
                == 200);
    Await.until(
        "it is delivered",
        PATIENCE,
        () ->
            platforms.received("hook").stream()
                .anyMatch(request -> request.header("Webhook-id").equals("msg_strict-1")));
    assertThat(gateway.act("/v1/quarantine/" + kept.path("id").asText() + "/retry", "").status())
        .isEqualTo(404);
  }

  @Test
  void aDuplicateIsAnsweredAndSentOnce() {
    assertThat(send("twice")).isEqualTo(202);
    GatewayFixture.Reply second =
        gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase("twice"));

    assertThat(second.status()).isEqualTo(202);
    assertThat(second.json().path("duplicates").asInt()).isEqualTo(1);
    send("after");
    Balances.await(gateway, "hook", "delivered", 2);
    assertThat(platforms.received("hook")).hasSize(2);
  }

  @Test
  void aSecondProcessOnTheSameDataFolderIsRefused() {
    assertThatThrownBy(() -> GatewayFixture.start(folder.resolve("routes"), folder.resolve("data")))
        .hasMessageContaining("the gateway ended with 1")
        .hasMessageContaining("another Tagyard process uses this data folder");
  }

  @Test
  void readinessAndMetricsAreOpenAndEverythingElseIsNot() {
    assertThat(gateway.send(gateway.request("/health", "").GET()).status()).isEqualTo(200);
    assertThat(
            gateway
                .send(gateway.request("/health/readiness", "").GET())
                .json()
                .path("checks")
                .path("lanes")
                .asText())
        .isEqualTo("ok");
    assertThat(gateway.send(gateway.request("/prometheus", "").GET()).text())
        .contains("tagyard_legs");
    for (String path :
        new String[] {
          "/v1/balance",
          "/v1/config",
          "/v1/connections",
          "/v1/quarantine",
          "/v1/dead-letters",
          "/v1/events/x"
        }) {
      assertThat(gateway.send(gateway.request(path, "").GET()).status()).as(path).isEqualTo(401);
      assertThat(gateway.send(gateway.request(path, StoryYard.KEY).GET()).status())
          .as(path)
          .isEqualTo(401);
    }
  }

  private int send(String id) {
    return gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase(id)).status();
  }

  private static JsonNode firstError(JsonNode problems) {
    for (JsonNode problem : problems) {
      if (problem.path("severity").asText().equals("error")) {
        return problem;
      }
    }
    throw new AssertionError("no error in " + problems);
  }

  private JsonNode config() {
    return gateway.get("/v1/config").json().path("workspaces").get(0);
  }

  private static String schema(String comment) {
    return """
    {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://acme.example/purchase-1.schema.json",
     "$comment":%s,"type":"object","properties":{"order":{"type":"object","required":["coupon"]}}}\
    """
        .formatted(comment);
  }
}
