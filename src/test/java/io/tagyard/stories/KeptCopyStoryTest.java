package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The copy of an event that is kept: when it happened, and what a second one may differ in. */
class KeptCopyStoryTest {
  @TempDir static Path folder;

  private static FaultServer platforms;
  private static GatewayFixture gateway;

  @BeforeAll
  static void aGateway() throws IOException {
    platforms = new FaultServer();
    platforms.script("hook", request -> FaultServer.Reply.status(200));
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", platforms.url("hook"), "{ flush: 20ms }");
    yard.write();
    gateway = GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"));
  }

  @AfterAll
  static void end() throws InterruptedException {
    gateway.close();
    platforms.close();
  }

  private static JsonNode send(String event) {
    return gateway.post("/v1/events", StoryYard.KEY, event).json().at("/events/0");
  }

  private static JsonNode story(String id) {
    return gateway.get("/v1/events/" + id).json().get(0);
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static double counted() {
    return gateway
        .get("/prometheus")
        .text()
        .lines()
        .filter(line -> line.startsWith("tagyard_duplicates_differing_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  @ParameterizedTest(name = "order {0}, {1} {2}: {3}")
  @CsvSource({
    "ORD-dup, 49.90, EUR, ''",
    "ORD-dup, 49.9, eur, ''",
    "ORD-dup, 49.91, EUR, order.value",
    "ORD-dup, 49.90, USD, order.currency",
    "ORD-other, 49.90, EUR, order.id",
    "ORD-other, 1, JPY, order.id order.value order.currency"
  })
  void aDuplicateThatIsAnotherOrderOrAmountIsSaidSo(
      String order, String value, String currency, String differs) {
    String id = "dup-" + order + value + currency;
    String first = StoryYard.purchase(id).replace("ORD-" + id, "ORD-dup");
    assertThat(send(first).path("status").asText()).isEqualTo("accepted");
    double before = counted();
    JsonNode answer =
        send(
            first
                .replace("ORD-dup", order)
                .replace("49.90", value)
                .replace("\"EUR\"", "\"" + currency + "\""));
    assertThat(answer.path("status").asText()).isEqualTo("duplicate");
    assertThat(String.join(" ", texts(answer.path("differs")))).isEqualTo(differs);
    JsonNode duplicates = story(id).path("duplicates");
    assertThat(String.join(" ", texts(duplicates.path(0).path("differs")))).isEqualTo(differs);
    assertThat(counted() - before).isEqualTo(differs.isEmpty() ? 0 : 1);
    if (!differs.isEmpty()) {
      assertThat(gateway.get("/v1/alarms").json().path("alarms").toString())
          .containsOnlyOnce("duplicate_differs")
          .contains("acme/backend");
    }
  }

  @ParameterizedTest(name = "{0} s ahead")
  @ValueSource(longs = {2, 120, 240, 295})
  void aTimeALittleAheadIsTheTimeOfReceiptAndTheSentOneIsInTheStory(long seconds) {
    String id = "ahead-" + seconds;
    Instant ahead = Instant.now().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
    send(StoryYard.purchase(id).replace("2026-11-20T10:00:00Z", ahead.toString()));
    JsonNode story = story(id);
    assertThat(story.path("time").asText()).isEqualTo(story.path("received_at").asText());
    assertThat(story.at("/event/time").asText()).isEqualTo(ahead.toString());
    assertThat(texts(story.path("flags"))).contains("time_ahead");
    String body = delivered(id);
    assertThat(body).contains(story.path("time").asText()).doesNotContain(ahead.toString());
  }

  @Test
  void whatIsFurtherAheadStaysAndTheYear9999GoesNowhere() {
    Instant ahead = Instant.now().plus(Duration.ofMinutes(10)).truncatedTo(ChronoUnit.SECONDS);
    send(StoryYard.purchase("further").replace("2026-11-20T10:00:00Z", ahead.toString()));
    assertThat(story("further").path("time").asText()).isEqualTo(ahead.toString());
    assertThat(delivered("further")).contains(ahead.toString());

    send(StoryYard.purchase("never").replace("2026-11-20T10:00:00Z", "9999-12-31T23:59:59Z"));
    awaitFate("never", "withheld");
    assertThat(story("never").at("/legs/0/reason").asText()).isEqualTo("in_future");
  }

  private static void awaitFate(String id, String fate) {
    Await.until(
        id + " is " + fate,
        Duration.ofSeconds(20),
        () -> story(id).at("/legs/0/fate").asText().equals(fate));
  }

  private static String delivered(String id) {
    awaitFate(id, "delivered");
    return platforms.received("hook").stream()
        .map(FaultServer.Received::body)
        .filter(body -> body.contains("\"" + id + "\""))
        .findFirst()
        .orElseThrow();
  }
}
