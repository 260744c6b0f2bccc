package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup is made while events come and legs are parked and buried; the machine is lost. */
class BackupStoryTest {
  private static final int SENDERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final List<String> CONNECTIONS = List.of("steady", "flaky", "refusing");

  @TempDir Path folder;

  private final FaultServer platforms = new FaultServer();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();
  private GatewayFixture gateway;

  @BeforeEach
  void aGatewayWithOrderlyAndUnrulyConnections() throws IOException {
    AtomicInteger flaky = new AtomicInteger();
    platforms.script(
        "flaky", request -> FaultServer.Reply.status(flaky.incrementAndGet() % 5 == 0 ? 503 : 200));
    AtomicInteger refusing = new AtomicInteger();
    platforms.script(
        "refusing",
        request -> FaultServer.Reply.status(refusing.incrementAndGet() % 3 == 0 ? 422 : 200));
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    for (String name : CONNECTIONS) {
      yard.webhook(name, platforms.url(name), "{ flush: 20ms }");
    }
    yard.write();
    gateway = GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"));
  }

  @AfterEach
  void end() throws InterruptedException {
    gateway.close();
    platforms.close();
  }

  @Test
  void nothingThatWasAcknowledgedBeforeTheBackupIsLostAndTheBalanceHolds() throws Exception {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch ended = load(stop);
    Await.until("enough was acknowledged", PATIENCE, () -> acknowledged.size() > 400);
    Set<String> before = new TreeSet<>(acknowledged);

    Path backup = folder.resolve("backup");
    GatewayFixture.Said said =
        GatewayFixture.command("backup", backup.toString(), "--port", "" + gateway.port());
    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(acknowledged).as("intake went on").hasSizeGreaterThan(before.size());
    stop.set(true);
    ended.await();
    gateway.kill();
    onlyTheOwnerReads(backup);
    nothingRawIsIn(backup);

    Path data = folder.resolve("restored");
    said = GatewayFixture.command("restore", backup.toString(), "--data", data.toString());
    assertThat(said.exit()).as(said.text()).isZero();
    onlyTheOwnerReads(data);
    try (GatewayFixture restored = GatewayFixture.start(folder.resolve("routes"), data)) {
      everythingIsThere(restored, before);
    }
  }

  @Test
  void aDataFolderThatNoGatewayUsesIsBackedUpAndRestoredByItself() throws Exception {
    send("calm-1");
    Balances.await(gateway, "steady", "delivered", 1);
    gateway.stop();
    Path backup = folder.resolve("backup");
    String data = gateway.data().toString();
    String nobody = Integer.toString(gateway.port());

    GatewayFixture.Said said =
        GatewayFixture.command("backup", backup.toString(), "--data", data, "--port", nobody);
    assertThat(said.exit()).as(said.text()).isZero();
    said = GatewayFixture.command("restore", backup.toString(), "--data", data);
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text()).contains("is not empty");

    Path elsewhere = folder.resolve("elsewhere");
    damage(backup.resolve("keyset.json"));
    said = GatewayFixture.command("restore", backup.toString(), "--data", elsewhere.toString());
    assertThat(said.exit()).isEqualTo(1);
    assertThat(said.text()).contains("keyset.json is damaged");
    assertThat(elsewhere).doesNotExist();

    Files.delete(backup.resolve("backup.json"));
    said = GatewayFixture.command("restore", backup.toString(), "--data", elsewhere.toString());
    assertThat(said.text()).contains("is no backup, or one that was cut short");
  }

  @Test
  void aBackupNeedsAnAdminAndAnEmptyFolderOfItsOwn() throws Exception {
    String there = "{\"folder\":\"%s\"}";
    assertThat(gateway.post("/v1/backups", StoryYard.KEY, "{}").status()).isEqualTo(401);
    assertThat(gateway.act("/v1/backups", "{\"folder\":\"relative\"}").status()).isEqualTo(400);
    assertThat(gateway.act("/v1/backups", there.formatted(folder.resolve("routes"))).text())
        .contains("not empty");
    assertThat(gateway.act("/v1/backups", there.formatted(gateway.data().resolve("in"))).text())
        .contains("within the data folder");
  }

  private void everythingIsThere(GatewayFixture restored, Set<String> before) {
    for (String connection : CONNECTIONS) {
      Await.until(
          connection + " has nothing pending",
          PATIENCE,
          () -> Balances.of(restored, connection).path("pending").asLong() == 0);
      JsonNode line = Balances.of(restored, connection);
      assertThat(Balances.balanced(line)).as(line.toString()).isTrue();
      assertThat(line.path("parked").asLong()).as(line.toString()).isNotNegative();
      assertThat(line.path("matched").asLong()).isGreaterThanOrEqualTo(before.size());
    }
    for (String id : before) {
      JsonNode stories = restored.get("/v1/events/" + id).json();
      assertThat(stories).as(id).hasSize(1);
      assertThat(stories.get(0).path("legs")).as(id).hasSize(CONNECTIONS.size());
      for (JsonNode leg : stories.get(0).path("legs")) {
        assertThat(leg.path("fate").asText()).as(id + leg).isIn("delivered", "parked", "dead");
      }
    }
    JsonNode again =
        restored
            .post("/v1/events", StoryYard.KEY, StoryYard.purchase(before.iterator().next()))
            .json();
    assertThat(again.path("duplicates").asInt()).as("what was seen is known").isEqualTo(1);
    assertThat(
            restored
                .get("/v1/dead-letters?connection=refusing&limit=500")
                .json()
                .path("dead_letters"))
        .hasSize((int) Math.min(500, Balances.of(restored, "refusing").path("dead").asLong()));
    String imbalance = restored.get("/prometheus").text();
    assertThat(imbalance).doesNotContainPattern("tagyard_lane_imbalance\\{[^}]*} [^0]");
  }

  private CountDownLatch load(AtomicBoolean stop) {
    CountDownLatch ended = new CountDownLatch(SENDERS);
    for (int i = 0; i < SENDERS; i++) {
      Thread.ofVirtual()
          .start(() -> {
            while (!stop.get()) {
              send("backup-" + numbers.incrementAndGet());
            }
            ended.countDown();
          });
    }
    return ended;
  }

  private void send(String id) {
    if (gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase(id)).status() == 202) {
      acknowledged.add(id);
    }
  }

  private static void onlyTheOwnerReads(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.toList())
          .hasSizeGreaterThan(5)
          .allSatisfy(path ->
              assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                  .as(path.toString())
                  .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
    }
  }

  private static void nothingRawIsIn(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("jane.doe@example.com", "6505551212", "203.0.113.77");
      }
    }
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
