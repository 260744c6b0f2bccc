package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.stories.GatewayFixture.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a sender hears at the doors, over real HTTP: the framework must not speak for us. */
class DoorStoryTest {
  private static final String SHOP = "https://shop.example.com";
  private static final String EVENT = "{\"name\":\"page_view\"}";

  @TempDir Path folder;

  private GatewayFixture gateway;

  @BeforeEach
  void aGatewayWithABrowserSource() throws IOException {
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", "http://127.0.0.1:9/hook", "{ flush: 20ms }");
    yard.write();
    gateway = GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"));
  }

  @AfterEach
  void end() throws InterruptedException {
    gateway.close();
  }

  @Test
  void aPageOfAnAllowedOriginMaySendAndReadTheAnswerAnotherMayNot() {
    Reply good = browser(SHOP, "POST");
    assertThat(good.status()).isEqualTo(202);
    assertThat(good.headers()).containsEntry("access-control-allow-origin", List.of(SHOP));
    Reply preflight = browser(SHOP, "OPTIONS");
    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.headers()).containsEntry("access-control-allow-origin", List.of(SHOP));
    Reply bad = browser("https://evil.example", "POST");
    assertThat(bad.status()).isEqualTo(403);
    assertThat(bad.json().path("title").asText()).isEqualTo("Origin not allowed");
  }

  @Test
  void everyRefusalIsAProblemInOurWords() throws IOException {
    Reply nobody = gateway.post("/v1/events", "", EVENT);
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.headers()).containsKey("www-authenticate");
    Reply empty = gateway.post("/v1/events", StoryYard.KEY, "");
    assertThat(empty.status()).isEqualTo(400);
    assertThat(empty.json().path("detail").asText()).isEqualTo("the body is empty");
    assertThat(packed("br", EVENT.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(415);
    assertThat(packed("gzip", gzip("[]")).status()).isEqualTo(202);
    Reply wrongWay =
        gateway.send(
            gateway.request("/v1/pixel.gif?k=a-key", "").method("PUT", BodyPublishers.noBody()));
    assertThat(wrongWay.status()).isEqualTo(405);
    assertThat(wrongWay.text()).doesNotContain("a-key");
  }

  @Test
  void anImageIsAnsweredWithAnImageHoweverBrokenItsAddressIs() throws IOException {
    String image = "/v1/pixel.gif?k=" + StoryYard.PIXEL_KEY;
    List<String> repaired =
        List.of(
            image + "&name=page_view&page.title=100%ZZ",
            image + "&name=page_view&properties[a]={b}",
            image + "&name=page_view&page.title=\u00c3\u00bc|^#x");
    for (String target : repaired) {
      assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: t\r\n\r\n"))
          .as(target)
          .contains("GIF89a");
    }
    Balances.await(gateway, "hook", "matched", repaired.size());

    String long64 = "a".repeat(70_000);
    List<String> lost =
        List.of(
            "GET " + image + "&page.title=" + long64 + " HTTP/1.1\r\nHost: t\r\n\r\n",
            "GET " + image + "&page.title=two words HTTP/1.1\r\nHost: t\r\n\r\n",
            "GET " + image + " HTTP/1.1\r\nHost: t\r\nCookie: " + long64 + "\r\n\r\n");
    for (String request : lost) {
      assertThat(raw(request)).as(request.substring(0, 60)).contains("GIF89a");
    }
    assertThat(raw("GET /v1/pixel.gif?x=" + long64 + " HTTP/1.1\r\nHost: t\r\n\r\n"))
        .contains("GIF89a");
    assertThat(raw("GET /v1/other?x=" + long64 + " HTTP/1.1\r\nHost: t\r\n\r\n"))
        .contains("problem+json");
    Await.until(
        "what cannot be read is quarantined",
        Duration.ofSeconds(10),
        () -> gateway.get("/v1/quarantine").json().path("quarantine").size() == 3);
    assertThat(gateway.send(gateway.request("/prometheus", "").GET()).text())
        .contains("tagyard_pixels_refused_total{status=\"401\"} 1.0");
  }

  private String raw(String request) throws IOException {
    try (RawClient client = new RawClient(gateway)) {
      return client.send(request).answer();
    }
  }

  private Reply browser(String origin, String method) {
    return gateway.send(
        gateway
            .request("/v1/events", StoryYard.PIXEL_KEY)
            .header("Origin", origin)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(EVENT)));
  }

  private Reply packed(String encoding, byte[] body) {
    return gateway.send(
        gateway
            .request("/v1/events", StoryYard.KEY)
            .header("Content-Type", "application/json")
            .header("Content-Encoding", encoding)
            .POST(BodyPublishers.ofByteArray(body)));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }
}
