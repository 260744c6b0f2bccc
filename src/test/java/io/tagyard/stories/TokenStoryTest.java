package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A platform that wants tokens, gives new refresh tokens, and one day refuses them. */
class TokenStoryTest {
  private static final List<String> SECRETS =
      List.of(
          "story-client-secret",
          "story-first-refresh",
          "story-rotated-refresh",
          "story-access-token");

  @TempDir Path folder;

  private final AtomicInteger issued = new AtomicInteger();

  private FaultServer.Reply issue(FaultServer.Received request) {
    int number = issued.incrementAndGet();
    return FaultServer.Reply.status(
        200,
        "{\"access_token\":\"story-access-token-%d\",\"expires_in\":3600,\"refresh_token\":\"story-rotated-refresh-%d\"}"
            .formatted(number, number));
  }

  /** Secrets stand in files of their own, as they do with operators. */
  private Path configuration() throws IOException {
    Path secrets = Files.createDirectories(folder.resolve("secrets"));
    Files.writeString(secrets.resolve("client-secret"), "story-client-secret\n");
    Files.writeString(secrets.resolve("refresh-token"), "story-first-refresh\n");
    return Files.writeString(folder.resolve("tagyard.yaml"), "secrets: \"" + secrets + "\"\n");
  }

  private StoryYard yard(FaultServer platforms) throws IOException {
    return new StoryYard(folder.resolve("routes"), "acme")
        .connection(
            "crm",
            """
            { destination: hubspot, endpoint: "%s", delivery: { batch: 1, flush: 20ms },
                settings: { client_id: story-client, client_secret: "${file.client-secret}", refresh_token: "${file.refresh-token}",
                  token_url: "%s", events: { purchase: pe1_paid } } }\
            """
                .formatted(platforms.endpoint(), platforms.url("token")));
  }

  private static String purchase(String id) {
    return StoryYard.purchase(id)
        .replace("\"user\":", "\"cookies\":{\"hubspotutk\":\"utk-1\"},\"user\":")
        .replace("\"measurement\":", "\"ad_personalisation\":\"granted\",\"measurement\":");
  }

  private static void send(GatewayFixture gateway, String id) {
    assertThat(gateway.post("/v1/events", StoryYard.KEY, purchase(id)).status()).isEqualTo(202);
  }

  @Test
  void tokensAreFetchedKeptRotatedAndNeverShown() throws Exception {
    try (FaultServer platforms = new FaultServer()) {
      platforms.script("token", this::issue);
      platforms.script("events", request -> FaultServer.Reply.status(204, ""));
      yard(platforms).write();
      try (GatewayFixture gateway =
          GatewayFixture.start(
              folder.resolve("routes"),
              folder.resolve("data"),
              "--config",
              configuration().toString())) {
        for (int i = 0; i < 20; i++) {
          send(gateway, "token-" + i);
        }
        Balances.await(gateway, "crm", "delivered", 20);
        assertThat(platforms.received("token")).as("one token for all").hasSize(1);
        assertThat(platforms.received("token").getFirst().body())
            .contains("refresh_token=story-first-refresh");
        assertThat(platforms.received("events"))
            .allMatch(
                request -> request.header("Authorization").equals("Bearer story-access-token-1"));

        gateway.kill();
        gateway.start();
        platforms.script(
            "events",
            request ->
                request.header("Authorization").endsWith("-3")
                    ? FaultServer.Reply.status(204, "")
                    : FaultServer.Reply.status(401, "expired " + request.header("Authorization")));
        send(gateway, "token-after-restart");
        Balances.await(gateway, "crm", "delivered", 21);
        List<FaultServer.Received> asked = platforms.received("token");
        assertThat(asked).hasSize(3);
        assertThat(asked.get(1).body()).contains("refresh_token=story-rotated-refresh-1");
        assertThat(asked.get(2).body()).contains("refresh_token=story-rotated-refresh-2");

        platforms.script(
            "token",
            request ->
                FaultServer.Reply.status(
                    400,
                    "{\"error\":\"invalid_grant\",\"error_description\":\"story-rotated-refresh-3 is revoked\"}"));
        platforms.script("events", request -> FaultServer.Reply.status(401));
        send(gateway, "token-refused");
        Await.until(
            "the lane stops and says why",
            Duration.ofSeconds(20),
            () -> gateway.get("/v1/connections").text().contains("invalid_grant"));
        assertThat(Balances.of(gateway, "crm").path("dead").asLong()).isZero();
        assertThat(Balances.of(gateway, "crm").path("pending").asLong()).isOne();

        nothingShows(gateway);
      }
    }
  }

  private void nothingShows(GatewayFixture gateway) throws Exception {
    for (String path :
        List.of(
            "/v1/events/token-0",
            "/v1/events/token-after-restart",
            "/v1/events/token-refused",
            "/v1/connections",
            "/v1/config",
            "/v1/dead-letters")) {
      String shown = gateway.get(path).text();
      assertThat(SECRETS).as(path).noneMatch(shown::contains);
    }
    gateway.stop();
    assertThat(SECRETS).as("log").noneMatch(gateway.said()::contains);
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        assertThat(SECRETS).as(file.toString()).noneMatch(content::contains);
      }
    }
  }

  @Test
  void eventsBecomeLinesOfFiles() throws Exception {
    new StoryYard(folder.resolve("routes"), "acme")
        .connection(
            "archive",
            "{ destination: file, settings: { folder: orders/eu }, delivery: { flush: 20ms } }")
        .write();
    try (GatewayFixture gateway =
        GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"))) {
      for (int i = 0; i < 50; i++) {
        send(gateway, "line-" + i);
      }
      Balances.await(gateway, "archive", "delivered", 50);
      gateway.stop();
    }
    Path out = folder.resolve("data/out/orders/eu");
    try (Stream<Path> files = Files.list(out)) {
      List<Path> finished = files.toList();
      assertThat(finished).singleElement().asString().endsWith(".ndjson");
      assertThat(Files.readAllLines(finished.getFirst()))
          .hasSize(50)
          .allMatch(line -> line.startsWith("{\"id\":\"line-") && line.endsWith("}"))
          .noneMatch(line -> line.contains("jane.doe@example.com"));
    }
  }
}
