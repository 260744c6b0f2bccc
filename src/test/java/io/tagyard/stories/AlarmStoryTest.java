package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway tells its operators, over HTTP. */
class AlarmStoryTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;

  @Test
  void alarmsAreSentWhenTheyBeginAndWhenTheyEnd() throws Exception {
    try (FaultServer platforms = new FaultServer()) {
      AtomicInteger status = new AtomicInteger(401);
      platforms.script("hook", request -> FaultServer.Reply.status(status.get()));
      StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
      yard.webhook("hook", platforms.url("hook"), "{ flush: 20ms }");
      yard.write();
      Path settings =
          Files.writeString(
              folder.resolve("tagyard.yaml"),
              "alarms: { url: \"%s\", secret: %s, quarantine: 3 }\ndisk: { quota: 2GiB }\n"
                  .formatted(platforms.url("pager"), StoryYard.SECRET));
      try (GatewayFixture gateway =
          GatewayFixture.start(
              folder.resolve("routes"), folder.resolve("data"), "--config", settings.toString())) {
        aLaneStops(gateway, platforms, status);
        aRevisionIsRejected(platforms);
        theDiskFillsUp(gateway, platforms);
        manyEventsAreQuarantined(gateway, platforms);
        assertThat(platforms.received("pager"))
            .allSatisfy(
                request -> assertThat(request.header("Webhook-signature")).startsWith("v1,"));
      }
    }
  }

  private void aLaneStops(GatewayFixture gateway, FaultServer platforms, AtomicInteger status)
      throws IOException {
    gateway.post("/v1/events", StoryYard.KEY, StoryYard.purchase("alarm-1"));
    await(platforms, "alarm.began", "lane_stopped");
    JsonNode standing = gateway.get("/v1/alarms").json().path("alarms").get(0);
    assertThat(standing.path("kind").asText()).isEqualTo("lane_stopped");
    assertThat(standing.path("subject").asText()).isEqualTo("acme/hook");
    status.set(200);
    gateway.act("/v1/connections/acme/hook/probe", "");
    await(platforms, "alarm.ended", "lane_stopped");
    assertThat(gateway.get("/v1/alarms").json().path("ended").get(0).path("kind").asText())
        .isEqualTo("lane_stopped");
  }

  private void aRevisionIsRejected(FaultServer platforms) throws IOException {
    Path workspace = folder.resolve("routes/acme/workspace.yaml");
    new StoryYardEdit(workspace).replace("destination: webhook", "destination: webhok");
    await(platforms, "alarm.began", "revision_rejected");
    new StoryYardEdit(workspace).replace("destination: webhok", "destination: webhook");
    await(platforms, "alarm.ended", "revision_rejected");
  }

  private static void theDiskFillsUp(GatewayFixture gateway, FaultServer platforms)
      throws IOException {
    Path ballast = gateway.data().resolve("ballast");
    try (RandomAccessFile sparse = new RandomAccessFile(ballast.toFile(), "rw")) {
      sparse.setLength(2L << 30);
    }
    await(platforms, "alarm.began", "disk_filling");
    await(platforms, "alarm.began", "disk_full");
    Files.delete(ballast);
    await(platforms, "alarm.ended", "disk_filling");
    await(platforms, "alarm.ended", "disk_full");
  }

  private static void manyEventsAreQuarantined(GatewayFixture gateway, FaultServer platforms) {
    for (int i = 0; i < 3; i++) {
      gateway.post("/v1/events", StoryYard.KEY, "{\"name\":\"purchase\"}");
    }
    await(platforms, "alarm.began", "quarantine");
  }

  private static void await(FaultServer platforms, String type, String kind) {
    Await.until(
        type + " " + kind + " is told once; got " + told(platforms),
        PATIENCE,
        () -> told(platforms).stream().filter((type + " " + kind)::equals).count() == 1);
  }

  private static List<String> told(FaultServer platforms) {
    return platforms.received("pager").stream().map(AlarmStoryTest::told).toList();
  }

  private static String told(FaultServer.Received request) {
    try {
      JsonNode body = Json.read(request.body().getBytes(StandardCharsets.UTF_8));
      return body.path("type").asText() + " " + body.at("/data/kind").asText();
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
