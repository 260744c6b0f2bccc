package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.stories.GatewayFixture.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may do what: keys with a role, a workspace or scopes, and the list of what they did. */
class KeyStoryTest {
  @TempDir static Path folder;

  private static TwoWorkspaces yard;
  private static String zeta;

  @BeforeAll
  static void aGatewayWithTwoWorkspaces() throws IOException {
    yard = new TwoWorkspaces(folder, Map.of());
    zeta = yard.key("{\"name\":\"zeta desk\",\"role\":\"admin\",\"workspace\":\"zeta\"}");
    yard.platforms.script("acme", request -> FaultServer.Reply.status(422));
    yard.platforms.script("zeta", request -> FaultServer.Reply.status(422));
    yard.send(StoryYard.KEY, "acme-1");
    yard.send(TwoWorkspaces.ZETA_KEY, "zeta-1");
    yard.gateway.post("/v1/events", StoryYard.KEY, "{\"name\":\"odd\",\"id\":\"acme-odd\"}");
    yard.gateway.post(
        "/v1/events", TwoWorkspaces.ZETA_KEY, "{\"name\":\"odd\",\"id\":\"zeta-odd\"}");
    yard.await("acme", "dead", 1);
    yard.await("zeta", "dead", 1);
  }

  @AfterAll
  static void end() throws InterruptedException {
    yard.close();
  }

  @Test
  void aKeyIsShownOnceAndKeptAsAHashOnly() throws IOException {
    Reply made = yard.gateway.act("/v1/keys", "{\"name\":\"once\",\"role\":\"viewer\"}");
    assertThat(made.headers()).containsEntry("cache-control", List.of("no-store"));
    String key = made.json().path("key").asText();
    assertThat(key).startsWith("tya_").hasSizeGreaterThan(30);
    assertThat(yard.get("/v1/connections", key).status()).isEqualTo(200);
    assertThat(yard.gateway.get("/v1/keys").text()).contains("once").doesNotContain(key);
    try (var files = Files.walk(folder.resolve("data"))) {
      assertThat(files.filter(Files::isRegularFile))
          .allSatisfy(file ->
              assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                  .doesNotContain(key));
    }
  }

  @Test
  void aRevokedKeyOpensNothingAnyMore() {
    Reply made = yard.gateway.act("/v1/keys", "{\"name\":\"gone\",\"role\":\"viewer\"}");
    String key = made.json().path("key").asText();
    String id = made.json().path("id").asText();
    assertThat(yard.get("/v1/config", key).status()).isEqualTo(200);
    assertThat(yard.delete("/v1/keys/" + id, GatewayFixture.ADMIN).status()).isEqualTo(200);
    assertThat(yard.get("/v1/config", key).status()).isEqualTo(401);
    assertThat(yard.delete("/v1/keys/" + id, GatewayFixture.ADMIN).status()).isEqualTo(404);
    assertThat(
            listed(yard.gateway.get("/v1/keys").json(), "keys", "name", "gone")
                .path("revoked_at")
                .asText())
        .isNotEmpty();
    assertThat(yard.key("{\"name\":\"gone\",\"role\":\"viewer\"}")).isNotEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}|400|name: missing",
        "{\"name\":\"n1\"}|400|either a role",
        "{\"name\":\"n1\",\"role\":\"admin\",\"scopes\":[\"tracking:read\"]}|400|either a role",
        "{\"name\":\"n1\",\"role\":\"viewr\"}|400|did you mean viewer?",
        "{\"name\":\"n1\",\"scopes\":[\"tracking:raed\"]}|400|did you mean tracking:read?",
        "{\"name\":\"n1\",\"scopes\":{}}|400|scopes: not a list of texts",
        "{\"name\":\"n1\",\"role\":\"viewer\",\"workspace\":\"amce\"}|400|did you mean acme?",
        "{\"name\":\"admin\",\"role\":\"viewer\"}|409|in use",
        "{\"name\":\"n1\",\"rolle\":\"viewer\"}|400|did you mean role?",
      })
  void aWrongWishMakesNoKey(String wish, int status, String said) {
    Reply answer = yard.gateway.act("/v1/keys", wish);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.json().path("detail").asText()).contains(said);
    assertThat(yard.gateway.get("/v1/keys?limit=500").text()).doesNotContain("\"n1\"");
  }

  @Test
  void aKeyOfAWorkspaceSeesItsOwnThingsOnly() {
    for (String list :
        List.of(
            "/v1/balance",
            "/v1/connections",
            "/v1/config",
            "/v1/dead-letters",
            "/v1/quarantine",
            "/v1/replays",
            "/v1/keys",
            "/v1/audit",
            "/v1/events?fate=dead",
            "/v1/events?order_id=ORD-zeta-1")) {
      Reply own = yard.get(list, zeta);
      assertThat(own.status()).as(list + own.text()).isEqualTo(200);
      assertThat(own.text()).as(list).doesNotContain("acme");
      String other = list + (list.contains("?") ? "&" : "?") + "workspace=acme";
      assertThat(yard.get(other, zeta).status()).as(other).isEqualTo(403);
    }
    assertThat(yard.get("/v1/dead-letters", zeta).json().path("dead_letters")).hasSize(1);
    assertThat(yard.get("/v1/quarantine", zeta).text()).contains("zeta-odd");
    assertThat(yard.get("/v1/balance", zeta).json().path("connections")).hasSize(1);
    assertThat(yard.get("/v1/events?fate=dead", zeta).json().path("events")).hasSize(1);
    assertThat(yard.get("/v1/events/zeta-1", zeta).status()).isEqualTo(200);
    assertThat(yard.get("/v1/events/acme-1", zeta).status()).isEqualTo(404);
    assertThat(yard.get("/v1/events?order_id=ORD-acme-1", zeta).json().path("events")).isEmpty();
    Reply explained = yard.gateway.post("/v1/explain", zeta, StoryYard.purchase("x"));
    assertThat(explained.json().path("workspace").asText()).isEqualTo("zeta");
    assertThat(
            yard.gateway
                .post("/v1/explain?source=acme/backend", zeta, StoryYard.purchase("x"))
                .text())
        .contains("no such source")
        .doesNotContain("acme");
  }

  @Test
  void aKeyOfAWorkspaceTouchesItsOwnThingsOnly() {
    assertThat(yard.gateway.post("/v1/connections/acme/hook/pause", zeta, "").status())
        .isEqualTo(403);
    assertThat(yard.gateway.post("/v1/connections/acme/nothing/pause", zeta, "").status())
        .isEqualTo(403);
    String letter =
        yard.gateway
            .get("/v1/dead-letters?workspace=acme")
            .json()
            .at("/dead_letters/0/id")
            .asText();
    Reply retried =
        yard.gateway.post("/v1/dead-letters/retry", zeta, "{\"id\":\"" + letter + "\"}");
    assertThat(retried.json().path("matching").asInt()).as(retried.text()).isZero();
    Reply discarded =
        yard.gateway.post(
            "/v1/dead-letters/discard", zeta, "{\"id\":\"" + letter + "\",\"comment\":\"no\"}");
    assertThat(discarded.json().path("discarded").asInt()).isZero();
    assertThat(
            yard.gateway.post("/v1/dead-letters/retry", zeta, "{\"workspace\":\"acme\"}").status())
        .isEqualTo(403);
    String odd =
        yard.gateway.get("/v1/quarantine?workspace=acme").json().at("/quarantine/0/id").asText();
    assertThat(yard.gateway.post("/v1/quarantine/" + odd + "/retry", zeta, "").status())
        .isEqualTo(404);
    assertThat(
            yard.gateway
                .post(
                    "/v1/replays",
                    zeta,
                    "{\"workspace\":\"acme\",\"connection\":\"hook\",\"since\":\"2026-01-01T00:00:00Z\"}")
                .status())
        .isEqualTo(403);
    String acme = yard.key("{\"name\":\"acme eyes\",\"role\":\"viewer\",\"workspace\":\"acme\"}");
    String id =
        listed(yard.gateway.get("/v1/keys").json(), "keys", "name", "acme eyes")
            .path("id")
            .asText();
    assertThat(yard.delete("/v1/keys/" + id, zeta).status()).isEqualTo(404);
    assertThat(yard.get("/v1/config", acme).status()).isEqualTo(200);
    assertThat(
            yard.gateway
                .post(
                    "/v1/keys",
                    zeta,
                    "{\"name\":\"all\",\"role\":\"admin\",\"workspace\":\"acme\"}")
                .status())
        .isEqualTo(403);
    Reply own = yard.gateway.post("/v1/keys", zeta, "{\"name\":\"mine\",\"role\":\"viewer\"}");
    assertThat(own.json().path("workspace").asText()).isEqualTo("zeta");
  }

  @Test
  void aTrackingKeyIsNoOperatorKey() {
    String tracking =
        yard.key("{\"name\":\"shop\",\"scopes\":[\"tracking:read\",\"tracking:write\"]}");
    Reply refused = yard.get("/v1/connections", tracking);
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.json().path("detail").asText())
        .contains("the key has the scopes tracking:read tracking:write");
    assertThat(listed(yard.gateway.get("/v1/keys").json(), "keys", "name", "shop").path("scopes"))
        .hasSize(2);
  }

  @Test
  void theAdminKeyOfTheEnvironmentIsListedAndEndsThere() {
    JsonNode first = yard.gateway.get("/v1/keys").json().at("/keys/0");
    assertThat(first.path("id").asText()).isEqualTo("environment");
    assertThat(yard.delete("/v1/keys/environment", GatewayFixture.ADMIN).status()).isEqualTo(409);
  }

  @Test
  void everyActionIsInTheAuditListWithWhoAndHowItEnded() {
    String eyes = yard.key("{\"name\":\"eyes\",\"role\":\"viewer\"}");
    yard.gateway.post("/v1/connections/acme/hook/pause", eyes, "");
    yard.gateway.act("/v1/connections/acme/hook/pause", "");
    yard.gateway.act("/v1/connections/acme/hook/resume", "");
    yard.gateway.act("/v1/connections/acme/nothing/probe", "");
    yard.gateway.act("/v1/dead-letters/retry", "{\"conection\":\"hook\"}");

    JsonNode audit = awaitAudit("refused", "POST /v1/dead-letters/retry");
    JsonNode forbidden =
        awaitAudit("forbidden", "POST /v1/connections/{workspace}/{connection}/pause");
    assertThat(forbidden.path("key_name").asText()).isIn("eyes", "zeta desk");
    JsonNode paused = awaitAudit("done", "POST /v1/connections/{workspace}/{connection}/pause");
    assertThat(paused.path("key_name").asText()).isEqualTo("admin");
    assertThat(paused.path("role").asText()).isEqualTo("admin");
    assertThat(paused.path("workspace").asText()).isEqualTo("acme");
    assertThat(paused.path("subject").asText()).isEqualTo("acme/hook");
    assertThat(paused.path("at").asText()).startsWith("20");
    assertThat(
            awaitAudit("refused", "POST /v1/connections/{workspace}/{connection}/probe")
                .path("status")
                .asInt())
        .isEqualTo(404);
    assertThat(audit.path("status").asInt()).isEqualTo(400);
    assertThat(yard.gateway.get("/v1/audit").text())
        .doesNotContain(eyes)
        .doesNotContain("jane.doe")
        .doesNotContain("GET /v1");
    assertThat(yard.get("/v1/audit", eyes).status()).isEqualTo(403);
  }

  @Test
  void theAuditListIsReadInPages() {
    yard.gateway.act("/v1/connections/zeta/hook/resume", "");
    yard.gateway.act("/v1/connections/zeta/hook/resume", "");
    JsonNode first = yard.gateway.get("/v1/audit?limit=1").json();
    assertThat(first.path("audit")).hasSize(1);
    JsonNode second =
        yard.gateway.get("/v1/audit?limit=1&after=" + first.path("after").asText()).json();
    assertThat(second.at("/audit/0/id").asText())
        .isLessThan(first.at("/audit/0/id").asText())
        .isNotEmpty();
  }

  private static JsonNode awaitAudit(String outcome, String action) {
    JsonNode[] found = new JsonNode[1];
    Await.until(
        outcome + " " + action + " is in the audit list",
        java.time.Duration.ofSeconds(10),
        () -> {
          for (JsonNode line : yard.gateway.get("/v1/audit?limit=500").json().path("audit")) {
            if (line.path("action").asText().equals(action)
                && line.path("outcome").asText().equals(outcome)) {
              found[0] = line;
              return true;
            }
          }
          return false;
        });
    return found[0];
  }

  private static JsonNode listed(JsonNode body, String list, String member, String value) {
    return StreamSupport.stream(body.path(list).spliterator(), false)
        .filter(item -> item.path(member).asText().equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError(value + " is not in " + body));
  }
}
