package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data folder fills up: intake says no in time, delivery goes on, and all is well again. */
class DiskStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long MIB = 1L << 20;

  @TempDir Path folder;

  private final FaultServer platforms = new FaultServer();

  @BeforeEach
  void oneWebhook() throws IOException {
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", platforms.url("hook"), "{ flush: 20ms }");
    yard.write();
  }

  @AfterEach
  void end() {
    platforms.close();
  }

  @Test
  void beforeTheQuotaIsFullIntakeSaysNoAndDeliveryGoesOnUntilThereIsRoom() throws Exception {
    try (GatewayFixture gateway =
        start(folder.resolve("data"), "disk: { quota: 2GiB, free-warn: 1MiB, free-stop: 1MiB }")) {
      gateway.act("/v1/connections/acme/hook/pause", "");
      assertThat(send(gateway, "kept-1")).isEqualTo(202);

      Path ballast = ballast(gateway.data(), 1_700 * MIB);
      Await.until(
          "readiness has a note", PATIENCE, () -> disk(gateway).startsWith("ok; the data folder"));
      assertThat(gateway.get("/health/readiness").status()).isEqualTo(200);
      assertThat(send(gateway, "kept-2")).isEqualTo(202);

      ballast(gateway.data(), 2_000 * MIB);
      Await.until(
          "the disk is full", PATIENCE, () -> gateway.get("/health/readiness").status() == 503);
      GatewayFixture.Reply refused =
          gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase("refused"));
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.headers()).containsKey("retry-after");
      assertThat(disk(gateway)).contains("intake takes nothing until there is room");
      assertThat(pixel(gateway).status()).isEqualTo(200);
      String metrics = gateway.get("/prometheus").text();
      assertThat(metrics)
          .contains("tagyard_disk_level 2.0")
          .contains("tagyard_pixels_lost_total 1.0")
          .containsPattern("tagyard_events_refused_total\\{reason=\"disk_full\"} [1-9]");

      gateway.act("/v1/connections/acme/hook/resume", "");
      Balances.await(gateway, "hook", "delivered", 2);

      Files.delete(ballast);
      Await.until("intake goes on", PATIENCE, () -> send(gateway, "kept-3") == 202);
      assertThat(gateway.get("/health/readiness").status()).isEqualTo(200);
      assertThat(gateway.get("/v1/events/refused").status()).isEqualTo(404);
    }
  }

  /**
   * A file system of its own, really full: the worst that can happen between two looks. What the
   * mark keeps free is what the next start needs to read the log.
   */
  @Test
  void aFullDiskLosesNothingThatWasAcknowledged() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(mount(disk), "a tmpfs needs root and the right to mount; skipped without");
    List<String> acknowledged = new ArrayList<>();
    try (GatewayFixture gateway =
        start(disk.resolve("data"), "disk: { free-warn: 160MiB, free-stop: 128MiB }")) {
      fill(gateway, acknowledged);
      assertThat(acknowledged).hasSizeGreaterThan(10);
      assertThat(gateway.get("/health/readiness").status()).isEqualTo(503);
      Balances.await(gateway, "hook", "delivered", acknowledged.size());

      Path ballast = disk.resolve("ballast");
      fillUp(ballast);
      assertThat(send(gateway, "probe")).isEqualTo(503);
      operatorsAreToldOfTheDisk(gateway);
      gateway.kill();
      Files.delete(ballast);
      makeRoom(gateway, acknowledged);
    } finally {
      run("umount", "-l", disk.toString());
    }
  }

  /** Sooner or later the database has to grow; until then it takes what is changed. */
  private static void operatorsAreToldOfTheDisk(GatewayFixture gateway) {
    List<GatewayFixture.Reply> refused = new ArrayList<>();
    Await.until(
        "an operator's change is refused",
        Duration.ofSeconds(90),
        () -> {
          String verb = ThreadLocalRandom.current().nextBoolean() ? "pause" : "resume";
          GatewayFixture.Reply reply = gateway.act("/v1/connections/acme/hook/" + verb, "");
          assertThat(reply.status()).isIn(200, 202, 204, 503);
          if (reply.status() == 503) {
            refused.add(reply);
          }
          return !refused.isEmpty();
        });
    assertThat(refused.getFirst().text())
        .contains("the database cannot be used now")
        .contains("MiB are free");
    assertThat(refused.getFirst().headers()).containsKey("retry-after");
  }

  /** Big events until the gateway says that there is no room. */
  private static void fill(GatewayFixture gateway, List<String> acknowledged) {
    String filler =
        IntStream.range(0, 12)
            .mapToObj(i -> "\"p" + i + "\":\"" + "x".repeat(16_000) + "\"")
            .collect(Collectors.joining(",", "{", "}"));
    for (int i = 0; i < 2_000; i++) {
      String id = "full-" + i;
      String body = StoryYard.purchase(id).replaceFirst("\\{", "{\"properties\":" + filler + ",");
      int status = gateway.post("/v1/events", StoryYard.KEY, body).status();
      assertThat(status).isIn(202, 503);
      if (status == 503) {
        return;
      }
      acknowledged.add(id);
    }
    throw new AssertionError("the disk did not fill up");
  }

  /** With a smaller mark there is room again; everything acknowledged is still known. */
  private void makeRoom(GatewayFixture gateway, List<String> acknowledged) throws IOException {
    Files.writeString(folder.resolve("tagyard.yaml"), "disk: { free-warn: 2MiB, free-stop: 1MiB }");
    gateway.start();
    assertThat(send(gateway, "after")).isEqualTo(202);
    for (String id : acknowledged) {
      JsonNode story = gateway.get("/v1/events/" + id).json();
      assertThat(story.get(0).path("legs").get(0).path("fate").asText()).isEqualTo("delivered");
    }
    Balances.await(gateway, "hook", "delivered", acknowledged.size() + 1L);
    assertThat(Balances.balanced(Balances.of(gateway, "hook"))).isTrue();
  }

  private GatewayFixture start(Path data, String settings) throws IOException {
    Path file = Files.writeString(folder.resolve("tagyard.yaml"), settings);
    return GatewayFixture.start(folder.resolve("routes"), data, "--config", file.toString());
  }

  private static int send(GatewayFixture gateway, String id) {
    return gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase(id)).status();
  }

  private static GatewayFixture.Reply pixel(GatewayFixture gateway) {
    String query =
        "?k=" + StoryYard.PIXEL_KEY + "&name=page_view&page.url=https://shop.example.com/";
    return gateway.send(gateway.request("/v1/pixel.gif" + query, "").GET());
  }

  private static String disk(GatewayFixture gateway) {
    return gateway.get("/health/readiness").json().path("checks").path("disk").asText();
  }

  /** A file of this length that takes no room itself. */
  private static Path ballast(Path data, long bytes) throws IOException {
    Path file = data.resolve("ballast");
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(bytes);
    }
    return file;
  }

  private static void fillUp(Path file) {
    byte[] block = new byte[64 << 10];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      assertThat(full).hasMessageContaining("No space left");
    }
  }

  private static boolean mount(Path at) throws Exception {
    return run("mount", "-t", "tmpfs", "-o", "size=320m", "tmpfs", at.toString()) == 0;
  }

  private static int run(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    } catch (IOException e) {
      return -1;
    }
  }
}
