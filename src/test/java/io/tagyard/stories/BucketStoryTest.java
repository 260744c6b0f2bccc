package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The destination s3 with a store that checks signatures by code that is not ours; {@code
 * src/test/servers} installs it.
 */
@EnabledIf(
    value = "storeIsInstalled",
    disabledReason = "./mvnw -f src/test/servers/pom.xml package installs a store")
class BucketStoryTest {
  private static final String KEY_ID = "AKIATAGYARDSTORY0001";
  private static final String SECRET = "story/secret+of/a-bucket-0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  static boolean storeIsInstalled() {
    return OtherServer.installed("s3");
  }

  @Test
  void eventsBecomeObjectsAndAWrongSecretStopsTheLaneWithoutLoss() throws Exception {
    Path buckets = folder.resolve("buckets");
    Files.createDirectories(buckets.resolve("conversions"));
    int port = OtherServer.freePort();
    Process store = store(buckets, port);
    try {
      workspace(port, "a-wrong-secret-0123456789abcdefghijklmnop");
      try (GatewayFixture gateway =
          GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"))) {
        gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase("first"));
        Await.until(
            "the store refuses the signature",
            PATIENCE,
            () -> gateway.get("/v1/connections").text().contains("\"misconfigured\""));
        assertThat(Balances.of(gateway, "bucket").path("pending").asInt()).isOne();

        workspace(port, SECRET);
        Balances.await(gateway, "bucket", "delivered", 1);
        gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase("ein größeres Fahrrad"));
        Balances.await(gateway, "bucket", "delivered", 2);

        List<String> lines = lines(buckets.resolve("conversions/tagyard/dt=2026-11-20/hour=10"));
        assertThat(lines)
            .hasSize(2)
            .anyMatch(line -> line.contains("\"id\":\"first\""))
            .anyMatch(line -> line.contains("\"id\":\"ein größeres Fahrrad\""))
            .noneMatch(line -> line.contains("jane.doe"));
        assertThat(gateway.said()).doesNotContain(SECRET);
      }
    } finally {
      OtherServer.stop(store);
    }
  }

  private void workspace(int port, String secret) throws IOException {
    new StoryYard(folder.resolve("routes"), "acme")
        .connection(
            "bucket",
            """
            { destination: s3, delivery: { flush: 20ms },
                settings: { bucket_url: "http://127.0.0.1:%d/conversions/tagyard", region: eu-central-1,
                            access_key_id: %s, secret_access_key: "%s" } }\
            """
                .formatted(port, KEY_ID, secret))
        .write();
  }

  private Process store(Path buckets, int port) throws IOException {
    Path settings =
        Files.writeString(
            folder.resolve("store.properties"),
            """
            s3proxy.endpoint=http://127.0.0.1:%d
            s3proxy.authorization=aws-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem
            jclouds.identity=none
            jclouds.credential=none
            jclouds.filesystem.basedir=%s
            """
                .formatted(port, KEY_ID, SECRET, buckets));
    Path log = folder.resolve("store.log");
    Process store =
        OtherServer.start("s3", log, "org.gaul.s3proxy.Main", "--properties", settings.toString());
    Await.until(
        "the store listens",
        PATIENCE,
        () -> {
          if (!store.isAlive()) {
            throw new AssertionError("the store ended");
          }
          return listens(port);
        });
    return store;
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
      return true;
    } catch (IOException e) {
      return false; // not yet
    }
  }

  private static List<String> lines(Path objects) throws IOException {
    try (Stream<Path> files = Files.list(objects)) {
      List<String> lines = new java.util.ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        assertThat(file.getFileName().toString()).endsWith(".ndjson");
        lines.addAll(Files.readAllLines(file));
      }
      return lines;
    }
  }
}
