package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.stories.GatewayFixture.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
