package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.stories.GatewayFixture.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source's key is changed without a gap, and a source that sends too much is told so. */
class SourceKeyStoryTest {
  private static final String EVENT = "{\"name\":\"page_view\",\"time\":\"2026-11-20T10:00:00Z\"}";
  private static final String NEW_KEY = "story-next-key-0123456789";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path folder;

  private GatewayFixture gateway;
  private StoryYardEdit workspace;

  @BeforeEach
  void aGatewayWithSources() throws IOException {
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", "http://127.0.0.1:9/hook", "{ flush: 20ms }");
    yard.write();
    workspace = new StoryYardEdit(folder.resolve("routes/acme/workspace.yaml"));
    gateway = GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"));
  }

  @AfterEach
  void end() throws InterruptedException {
    gateway.close();
  }

  @Test
  void bothKeysWorkWhileOneTakesOverAndTheOldOneEndsWithTheFile() throws IOException {
    assertThat(post(NEW_KEY)).isEqualTo(401);

    workspace.replace("key: " + StoryYard.KEY, "key: [" + StoryYard.KEY + ", " + NEW_KEY + "]");
    Await.until("the new key works", PATIENCE, () -> post(NEW_KEY) == 202);
    assertThat(post(StoryYard.KEY)).isEqualTo(202);

    workspace.replace("key: [" + StoryYard.KEY + ", " + NEW_KEY + "]", "key: " + NEW_KEY);
    Await.until("the old key ended", PATIENCE, () -> post(StoryYard.KEY) == 401);
    assertThat(post(NEW_KEY)).isEqualTo(202);
    assertThat(gateway.said().split("listens on", -1)).as("no restart").hasSize(2);
  }

  @Test
  void aSourceOverItsQuotaIsToldWhenToComeAgainAndOthersAreNot() throws IOException {
    workspace.replace("kind: server,", "kind: server, quota: 2/h,");
    Await.until("the quota holds", PATIENCE, () -> post(StoryYard.KEY) == 429);

    Reply refused = gateway.post("/v1/events", StoryYard.KEY, EVENT);
    assertThat(refused.headers().get("content-type"))
        .isEqualTo(List.of("application/problem+json"));
    assertThat(refused.json().path("title").asText()).isEqualTo("Over the quota");
    assertThat(refused.json().path("detail").asText()).contains("backend");
    assertThat(
            Integer.parseInt(refused.headers().getOrDefault("retry-after", List.of()).getFirst()))
        .isBetween(1, 1_800);
    assertThat(post(StoryYard.PIXEL_KEY)).isEqualTo(202);
    assertThat(gateway.get("/prometheus").text())
        .containsPattern(
            "tagyard_quota_refused_total\\{source=\"backend\",workspace=\"acme\"} [1-9]");

    workspace.replace(" quota: 2/h,", "");
    Await.until("the quota is gone", PATIENCE, () -> post(StoryYard.KEY) == 202);
  }

  @Test
  void aBatchIsTakenWholeAndPaidBackBeforeTheNext() throws IOException {
    String before = revision();
    workspace.replace("kind: browser,", "kind: browser, quota: 3/h,");
    Await.until("the file is active", PATIENCE, () -> !revision().equals(before));
    Reply batch =
        gateway.post(
            "/v1/events",
            StoryYard.PIXEL_KEY,
            "[" + EVENT + "," + EVENT + "," + EVENT + "," + EVENT + "," + EVENT + "]");
    assertThat(batch.json().path("accepted").asInt()).as(batch.text()).isEqualTo(5);
    assertThat(post(StoryYard.PIXEL_KEY)).isEqualTo(429);
    Reply pixel =
        gateway.send(
            gateway
                .request("/v1/pixel.gif?name=page_view&id=px-1&k=" + StoryYard.PIXEL_KEY, "")
                .GET());
    assertThat(pixel.status()).isEqualTo(200);
    assertThat(gateway.get("/prometheus").text())
        .contains("tagyard_pixels_refused_total{status=\"429\"} 1");
    assertThat(gateway.get("/v1/events/px-1").status()).isEqualTo(404);
  }

  private String revision() {
    return gateway.get("/v1/config").json().at("/workspaces/0/active/revision").asText();
  }

  private int post(String key) {
    return gateway.post("/v1/events", key, EVENT).status();
  }
}
