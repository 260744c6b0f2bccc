package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.stories.GatewayFixture.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Finding events by what became of them. */
class SearchStoryTest {
  @TempDir static Path folder;

  private static final String RECENT = Instant.now().minus(Duration.ofHours(1)).toString();
  private static TwoWorkspaces yard;

  @BeforeAll
  static void eventsWithEveryFate() throws IOException {
    yard = new TwoWorkspaces(folder, Map.of());
    yard.platforms.script("acme", request -> FaultServer.Reply.status(422));
    yard.send(StoryYard.KEY, "dead-1");
    yard.send(StoryYard.KEY, "dead-2");
    yard.await("acme", "dead", 2);
    yard.platforms.script("acme", request -> FaultServer.Reply.status(200));
    yard.send(StoryYard.KEY, "fine-1");
    yard.await("acme", "delivered", 1);
    yard.platforms.script("acme", request -> FaultServer.Reply.status(503));
    yard.send(StoryYard.KEY, "late-1");
    yard.await("acme", "parked", 1);
    yard.send(TwoWorkspaces.ZETA_KEY, "zeta-1");
    yard.await("zeta", "delivered", 1);
    assertThat(yard.gateway.act("/v1/connections/zeta/hook/pause", "").status()).isEqualTo(200);
    yard.send(TwoWorkspaces.ZETA_KEY, "zeta-2");
    yard.await("zeta", "pending", 1);
  }

  @AfterAll
  static void end() throws InterruptedException {
    yard.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fate=dead|dead-1,dead-2",
        "fate=dead&since=2020-01-01T00:00:00Z|dead-1,dead-2",
        "fate=dead&order_id=ORD-dead-2|dead-2",
        "fate=dead&connection=other|",
        "fate=dead&workspace=zeta|",
        "fate=parked|late-1",
        "fate=parked&connection=hook&workspace=acme|late-1",
        "order_id=ORD-fine-1|fine-1",
        "order_id=ORD-fine-1&fate=delivered|fine-1",
        "order_id=ORD-fine-1&fate=withheld|",
        "since=RECENT|dead-1,dead-2,fine-1,late-1,zeta-1,zeta-2",
        "since=RECENT&fate=delivered|fine-1,zeta-1",
        "since=RECENT&fate=pending|zeta-2",
        "since=RECENT&workspace=zeta|zeta-1,zeta-2",
      })
  void eventsAreFoundByWhatBecameOfThem(String query, String ids) {
    Reply found = yard.gateway.get("/v1/events?" + query.replace("RECENT", RECENT));
    assertThat(found.status()).as(found.text()).isEqualTo(200);
    assertThat(ids(found.json())).containsExactly(ids == null ? new String[0] : ids.split(","));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fate=delivered|order_id, or since within the last 24 h, is needed",
        "connection=hook|order_id, or since within the last 24 h, is needed",
        "since=2020-01-01T00:00:00Z|order_id, or since within the last 24 h, is needed",
        "fate=deed|did you mean dead?",
        "since=yesterday|since: not a time",
        "fate=dead&limit=many|limit: not a whole number from 1 to 500",
        "conection=hook|(allowed: after, connection, fate, limit, order_id, since, workspace); did you mean connection?",
      })
  void aSearchThatNobodyCanAnswerIsRefusedInWords(String query, String said) {
    Reply refused = yard.gateway.get("/v1/events?" + query);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.json().path("detail").asText()).contains(said);
  }

  @ParameterizedTest
  @CsvSource({"fate=dead", "since=RECENT", "since=RECENT&fate=delivered"})
  void pagesGoOnWhereTheOneBeforeEnded(String query) {
    String address = "/v1/events?" + query.replace("RECENT", RECENT);
    List<String> all = ids(yard.gateway.get(address).json());
    List<String> paged = new java.util.ArrayList<>();
    String after = "";
    do {
      JsonNode page = yard.gateway.get(address + "&limit=1" + after).json();
      assertThat(page.path("events").size()).isLessThanOrEqualTo(1);
      paged.addAll(ids(page));
      after = page.has("after") ? "&after=" + page.path("after").asText() : "";
    } while (!after.isEmpty());
    assertThat(paged).containsExactlyElementsOf(all).hasSizeGreaterThan(1);
  }

  @Test
  void nothingIsSentAgainUnlessItIsSaidWhat() {
    for (String body : List.of("", "{}", "{\"connection\":\"\"}")) {
      Reply refused = yard.gateway.act("/v1/dead-letters/retry", body);
      assertThat(refused.status()).as(body).isEqualTo(400);
      assertThat(refused.json().path("detail").asText()).contains("all: true");
    }
    assertThat(yard.gateway.act("/v1/dead-letters/discard", "{\"comment\":\"tidy\"}").status())
        .isEqualTo(400);
    assertThat(
            yard.gateway
                .act("/v1/dead-letters/retry", "{\"all\":true,\"connection\":\"hook\"}")
                .status())
        .isEqualTo(400);
    assertThat(
            yard.gateway
                .act("/v1/dead-letters/retry", "{\"all\":true,\"dry_run\":true}")
                .json()
                .path("matching")
                .asInt())
        .isEqualTo(2);
  }

  private static List<String> ids(JsonNode body) {
    return body.path("events").findValuesAsText("id").stream()
        .filter(id -> id.matches("(dead|fine|late|zeta)-\\d"))
        .distinct()
        .toList();
  }
}
