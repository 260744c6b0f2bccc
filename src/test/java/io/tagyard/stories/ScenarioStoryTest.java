package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import io.tagyard.stories.FaultServer.Received;
import io.tagyard.stories.FaultServer.Reply;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios of {@code docs/testing.md} that need a whole process; the numbers are its. */
class ScenarioStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  private final FaultServer platforms = new FaultServer();
  private GatewayFixture gateway;

  @BeforeEach
  void aGatewayWithTwoWebhooks() throws IOException {
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", platforms.url("hook"), "{ flush: 20ms, timeout: 5s }");
    yard.webhook("other", platforms.url("other"), "{ flush: 20ms, timeout: 5s }");
    yard.write();
    gateway =
        GatewayFixture.start(
            folder.resolve("routes"),
            folder.resolve("data"),
            Map.of("TAGYARD_RELOAD", "50ms", "TAGYARD_DELIVERY_STOP", "8s"));
  }

  @AfterEach
  void end() throws InterruptedException {
    gateway.close();
    platforms.close();
  }

  /** 2: the event is kept, the sender never hears of it, and sends it again. */
  @Test
  void whoNeverSawTheAnswerSendsAgainAndIsADuplicate() throws Exception {
    String event = StoryYard.purchase("unheard").replace("\n", " ");
    try (RawClient client = new RawClient(gateway)) {
      client.send(
          "POST /v1/events HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(StoryYard.KEY, event.length(), event));
      Await.until("it was kept", PATIENCE, () -> !platforms.received("hook").isEmpty());
    }
    gateway.kill();
    gateway.start();

    JsonNode again = gateway.post("/v1/events", StoryYard.KEY, event).json();
    assertThat(again.path("duplicates").asInt()).isOne();
    assertThat(gateway.get("/v1/events/unheard").json()).hasSize(1);
  }

  /** 5: without its database a gateway would forget what was parked; it must not do so silently. */
  @Test
  void aLostDatabaseIsRefusedUnlessRedeliveryIsAskedFor() throws Exception {
    for (int i = 0; i < 5; i++) {
      send("kept-" + i);
    }
    Balances.await(gateway, "hook", "delivered", 5);
    assertThat(gateway.stop()).isZero();
    Files.delete(folder.resolve("data/tagyard.mv.db"));

    assertThatThrownBy(() -> gateway.start())
        .hasMessageContaining("the gateway ended with 1")
        .hasMessageContaining("the database knows none of the connections")
        .hasMessageContaining("stores-apart: redeliver");
    try (GatewayFixture again =
        GatewayFixture.start(
            folder.resolve("routes"),
            folder.resolve("data"),
            Map.of("TAGYARD_STORES_APART", "redeliver"))) {
      Await.until("all came again", PATIENCE, () -> platforms.received("hook").size() == 10);
      Balances.await(again, "hook", "delivered", 5);
      assertThat(ids("hook")).hasSize(5);
    }
  }

  /** 6: an old copy of the journal beside the database of today. */
  @Test
  void aJournalThatIsOlderThanTheDatabaseIsRefused() throws Exception {
    platforms.script("hook", request -> Reply.status(422));
    send("first");
    Balances.await(gateway, "hook", "dead", 1);
    assertThat(gateway.stop()).isZero();
    Path old = folder.resolve("old-journal");
    copy(folder.resolve("data/journal"), old);
    gateway.start();
    send("second");
    Balances.await(gateway, "hook", "dead", 2);
    assertThat(gateway.stop()).isZero();
    Files.move(folder.resolve("data/journal"), folder.resolve("new-journal"));
    copy(old, folder.resolve("data/journal"));

    assertThatThrownBy(() -> gateway.start())
        .hasMessageContaining("the gateway ended with 1")
        .hasMessageContaining("the journal is older");
  }

  /** 20: a process that stood still for longer than its requests may take goes on. */
  @Test
  void aFrozenProcessGoesOnWhereItStood() throws Exception {
    CountDownLatch answers = new CountDownLatch(1);
    platforms.script(
        "hook",
        request -> {
          answers.await();
          return Reply.status(200);
        });
    send("before");
    Await.until("it is on its way", PATIENCE, () -> platforms.received("hook").size() == 1);
    Balances.await(gateway, "other", "delivered", 1);
    gateway.signal("STOP");
    HttpRequest meanwhile =
        gateway.request("/health", "").timeout(Duration.ofSeconds(6)).GET().build();
    assertThatThrownBy(() -> GatewayFixture.sendOrFail(meanwhile))
        .as("nobody is at home")
        .isInstanceOf(IOException.class);
    answers.countDown();
    gateway.signal("CONT");

    send("after");
    Balances.await(gateway, "hook", "delivered", 2);
    assertThat(Balances.of(gateway, "other").path("delivered").asInt()).isEqualTo(2);
    assertThat(platforms.received("other")).hasSize(2);
    assertThatThrownBy(() -> GatewayFixture.start(folder.resolve("routes"), folder.resolve("data")))
        .as("it still holds its data")
        .hasMessageContaining("another Tagyard process uses this data folder");
  }

  /** 22: a stop under full load waits for what is in flight. */
  @Test
  void aStopUnderLoadEndsCleanlyAndTheNextStartRepeatsNothing() throws Exception {
    Load load = new Load();
    load.untilAcknowledged(300);
    assertThat(gateway.stop()).as("exit code").isZero();
    load.end();
    gateway.start();

    Balances.await(gateway, "hook", "pending", 0);
    Balances.await(gateway, "other", "pending", 0);
    for (String platform : new String[] {"hook", "other"}) {
      assertThat(ids(platform)).containsAll(load.acknowledged);
      assertThat(platforms.received(platform)).as("no duplicate").hasSameSizeAs(ids(platform));
    }
  }

  /** 23: files change again and again under load, every third time into something broken. */
  @Test
  void reloadsUnderLoadLoseNothingAndABrokenFileChangesNothing() throws Exception {
    Path workspace = folder.resolve("routes/acme/workspace.yaml");
    StoryYardEdit edit = new StoryYardEdit(workspace);
    String good = Files.readString(workspace);
    Load load = new Load();
    for (int i = 0; i < 30; i++) {
      String before = config().path("active").path("revision").asText();
      if (i % 3 == 2) {
        edit.save(good.replace("destination: webhook", "destination: wbhook"));
        JsonNode rejected = configWhen(it -> it.has("rejected")).path("rejected");
        assertThat(rejected.path("problems"))
            .allSatisfy(problem -> {
              assertThat(problem.path("line").asInt()).isPositive();
              assertThat(problem.path("column").asInt()).isPositive();
            })
            .anySatisfy(
                problem -> assertThat(problem.path("did_you_mean").asText()).isEqualTo("webhook"));
        assertThat(config().path("active").path("revision").asText()).isEqualTo(before);
      } else {
        edit.save(good.replace("flush: 20ms", "flush: " + (21 + i) + "ms"));
        JsonNode taken =
            configWhen(it -> !it.path("active").path("revision").asText().equals(before));
        assertThat(taken.has("rejected")).isFalse();
      }
      load.untilAcknowledged(load.acknowledged.size() + 10);
    }
    edit.save(good);
    load.end();

    Balances.await(gateway, "hook", "pending", 0);
    Balances.await(gateway, "other", "pending", 0);
    for (String platform : new String[] {"hook", "other"}) {
      assertThat(ids(platform)).isEqualTo(load.acknowledged);
      assertThat(platforms.received(platform)).as("no duplicate").hasSameSizeAs(ids(platform));
      assertThat(Balances.balanced(Balances.of(gateway, platform))).isTrue();
    }
  }

  /** 26: what is hard to write down arrives as it was sent, or is refused at the gate. */
  @Test
  void poisonousTextsStopNoLane() throws Exception {
    String longText = "x".repeat((1 << 20) - 2_000);
    JsonNode purchase = Json.read(StoryYard.purchase("poison").getBytes(StandardCharsets.UTF_8));
    for (String text : new String[] {longText, "a\u0000b", "\u202e\ud800", "{{${id}}}\r\nX: y"}) {
      com.fasterxml.jackson.databind.node.ObjectNode event = purchase.deepCopy();
      event.put("id", "poison-" + text.length() + "-" + text.hashCode());
      event.putObject("properties").put("text", text).put("${order.id}", text.substring(0, 2));
      String body = new String(Json.write(event), StandardCharsets.UTF_8);
      assertThat(gateway.post("/v1/events", StoryYard.KEY, body).status()).isIn(202, 422, 400);
    }
    String deep = "[".repeat(100_000);
    assertThat(gateway.post("/v1/events", StoryYard.KEY, deep).status()).isEqualTo(400);

    send("fresh");
    Await.until("a fresh event passes", PATIENCE, () -> ids("hook").contains("fresh"));
    Balances.await(gateway, "hook", "pending", 0);
    assertThat(Balances.balanced(Balances.of(gateway, "hook"))).isTrue();
    assertThat(gateway.get("/v1/connections").text()).doesNotContain("\"open\"");
  }

  private int send(String id) {
    return gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase(id)).status();
  }

  /** The answer that shows it, as the next one may show more. */
  private JsonNode configWhen(Predicate<JsonNode> shown) {
    AtomicReference<JsonNode> seen = new AtomicReference<>(config());
    Await.until(
        "the files were looked at",
        PATIENCE,
        () -> {
          seen.set(config());
          return shown.test(seen.get());
        });
    return Objects.requireNonNull(seen.get());
  }

  private JsonNode config() {
    return gateway.get("/v1/config").json().path("workspaces").get(0);
  }

  private Set<String> ids(String platform) {
    return platforms.received(platform).stream()
        .map((Received request) -> request.header("webhook-id").substring("msg_".length()))
        .collect(Collectors.toSet());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  /** Senders that go on until they are told to stop, or the gateway closes its doors. */
  private final class Load {
    private static final int SENDERS = 4;
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final AtomicInteger numbers = new AtomicInteger();
    private final AtomicBoolean stop = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(SENDERS);

    Load() {
      for (int i = 0; i < SENDERS; i++) {
        Thread.ofVirtual().start(this::run);
      }
    }

    private void run() {
      while (!stop.get()) {
        String id = "load-" + numbers.incrementAndGet();
        HttpRequest request =
            gateway
                .request("/v1/events", StoryYard.KEY)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(StoryYard.purchase(id)))
                .build();
        try {
          if (GatewayFixture.sendOrFail(request).status() == 202) {
            acknowledged.add(id);
          }
        } catch (IOException e) {
          LockSupport.parkNanos(1_000_000); // the doors are closed; it was not acknowledged
        }
      }
      ended.countDown();
    }

    void untilAcknowledged(int count) {
      Await.until(count + " acknowledged", PATIENCE, () -> acknowledged.size() >= count);
    }

    void end() throws InterruptedException {
      stop.set(true);
      ended.await();
    }
  }
}
