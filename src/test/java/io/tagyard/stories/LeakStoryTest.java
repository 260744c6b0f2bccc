package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is personal goes in through every door and every error path, and comes out nowhere but on
 * the wire.
 */
class LeakStoryTest {
  private static final List<String> RAW =
      List.of(
          "jane.doe@example.com",
          "Jane.Doe",
          "650 555 1212",
          "6505551212",
          "Doeson",
          "203.0.113.77",
          "StoryBrowser/9.1",
          "jane.url@example.com",
          "jane.url%40example.com",
          "1 Secret Street",
          "jane.props@example.com",
          "customer.mail@example.com",
          "6505559876");

  @TempDir Path folder;

  private final List<String> said = new ArrayList<>();

  @Test
  void rawPersonalValuesAreInNoFileNoLogAndNoAnswer() throws Exception {
    try (FaultServer platforms = new FaultServer()) {
      // a platform that repeats what it got in its error: its words are shown, the person is not
      platforms.script(
          "echo", request -> FaultServer.Reply.status(400, "refused: " + request.body()));
      StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
      yard.webhook("echo", platforms.url("echo"), "{ flush: 20ms }");
      yard.connection(
          "meta",
          "{ destination: meta-conversions, settings: { pixel_id: \"1234567890123456\", access_token: story-token-in-clear }, endpoint: \"%s\", delivery: { flush: 20ms } }"
              .formatted(platforms.endpoint()));
      yard.route(
          "retain_raw: { fields: [email, last_name], reason: \"the webhook matches on them\", for: 48h }");
      yard.write();
      try (GatewayFixture gateway =
          GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"))) {
        everyDoor(gateway);
        Await.until(
            "the refused legs are dead",
            Duration.ofSeconds(20),
            () -> Balances.of(gateway, "echo").path("dead").asLong() >= 1);
        everyPage(gateway);
        gateway.stop();

        for (String raw : RAW) {
          assertThat(said).as("answers").noneMatch(answer -> answer.contains(raw));
          assertThat(gateway.said()).as("log").doesNotContain(raw);
        }
        filesAreClean();
      }
    }
  }

  private void everyDoor(GatewayFixture gateway) {
    String good = StoryYard.purchase("leak-1");
    send(gateway, good);
    send(gateway, good);
    send(
        gateway, good.replace("\"EUR\"", "\"E jane.doe@example.com\"").replace("leak-1", "leak-2"));
    send(gateway, good.replace("\"49.90\"", "\"+1 650 555 1212\"").replace("leak-1", "leak-3"));
    send(
        gateway,
        good.replace("\"jane.doe@example.com\"", "{\"a\":\"jane.doe@example.com\"}")
            .replace("leak-1", "leak-4"));
    send(
        gateway,
        good.replace("\"name\":\"purchase\"", "\"name\":\"jane.doe@example.com\"")
            .replace("leak-1", "leak-5"));
    send(
        gateway,
        good.replace(
                "\"user\":{",
                "\"customer_email\":\"jane.doe@example.com\",\"user\":{\"nick\":\"Doeson\",")
            .replace("leak-1", "leak-6"));
    send(
        gateway,
        """
        {"id":"leak-7","name":"page_view","time":"2026-11-20T10:00:00Z","page":{"url":"https://shop.example.com/?m=jane.url%40example.com&p=%2B16505551212&q=shoes"},
         "user":{"id":"customer.mail@example.com","address":{"street":"1 Secret Street","country":"DE"}},
         "properties":{"mail":"jane.props@example.com","call":"+1 650 555 9876","ok":"fine"}}\
        """);
    send(gateway, good.substring(0, good.length() - 20));
    send(gateway, "[" + good + "," + good + "]]");
    send(gateway, "\"jane.doe@example.com\"");
    send(
        gateway,
        good.replace("\"id\":\"leak-1\"", "\"id\":\"leak-1\",\"id\":\"jane.doe@example.com\""));
    said.add(gateway.post("/v1/events", "jane.doe@example.com", good).text());
    pixel(gateway, Base64.getUrlEncoder().encodeToString(good.getBytes(StandardCharsets.UTF_8)));
    pixel(gateway, "jane.doe@example.com");
    said.add(gateway.act("/v1/explain?source=acme/backend", good).text());
  }

  private void send(GatewayFixture gateway, String body) {
    said.add(gateway.post("/v1/events", StoryYard.KEY, body).text());
  }

  private void pixel(GatewayFixture gateway, String data) {
    HttpRequest.Builder request =
        gateway
            .request("/v1/pixel.gif?k=" + StoryYard.PIXEL_KEY + "&d=" + data, "")
            .header("User-Agent", "StoryBrowser/9.1")
            .GET();
    assertThat(gateway.send(request).status()).isEqualTo(200);
  }

  private void everyPage(GatewayFixture gateway) {
    for (String path :
        List.of(
            "/v1/events/leak-1",
            "/v1/events/leak-7",
            "/v1/quarantine",
            "/v1/dead-letters",
            "/v1/balance",
            "/v1/config",
            "/v1/connections",
            "/v1/events?order_id=ORD-leak-1",
            "/prometheus",
            "/health/readiness")) {
      GatewayFixture.Reply reply = gateway.get(path);
      assertThat(reply.status()).as(path + " " + reply.text()).isEqualTo(200);
      said.add(reply.text());
    }
    gateway
        .get("/v1/quarantine")
        .json()
        .path("quarantine")
        .forEach(event ->
            said.add(
                gateway.act("/v1/quarantine/" + event.path("id").asText() + "/retry", "").text()));
  }

  private void filesAreClean() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        for (String raw : RAW) {
          assertThat(content.contains(raw)).as(raw + " in " + file).isFalse();
        }
      }
    }
  }
}
