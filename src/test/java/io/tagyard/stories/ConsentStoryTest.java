package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Events;
import io.tagyard.event.Json;
import io.tagyard.stories.GatewayFixture.Reply;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What becomes of signals on their way in, over real HTTP. */
class ConsentStoryTest {
  private static final AtomicInteger IDS = new AtomicInteger();

  @TempDir static Path folder;

  private static GatewayFixture gateway;

  @BeforeAll
  static void aGatewayWithWorkspacesOfEveryRegion() throws IOException {
    ConsentYard.write(folder.resolve("routes"));
    gateway = GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"));
  }

  @AfterAll
  static void end() throws InterruptedException {
    gateway.close();
  }

  @Test
  void explainSaysWhatTheVectorsSay() {
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    int at = 0;
    for (JsonNode vector : ConsentYard.VECTORS.path("vectors")) {
      boolean aged = vector.path("event").path("consent").has("given_at"); // ages with the clock
      if (!vector.path("decoded").asBoolean() || aged || at++ % 4 != 0) {
        continue;
      }
      asked++;
      String source = vector.has("headers") ? "web" : "backend";
      JsonNode explained =
          explain(
              vector.path("workspace").asText() + "/" + source,
              vector.path("event"),
              headers(vector.path("headers")));
      vector
          .path("expect")
          .properties()
          .forEach(expected -> {
            String found = decided(leg(explained, expected.getKey()));
            String wanted =
                expected.getValue().path(0).asText() + " " + expected.getValue().path(1).asText();
            if (!found.equals(wanted)) {
              wrong.add(vector.path("name").asText() + ": " + wanted + ", is " + found);
            }
          });
    }
    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(70);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Sec-GPC|1|restrict gpc|true|",
        "Sec-GPC|1, 1|restrict gpc|true|",
        "Sec-GPC|0|send granted|false|",
        "Sec-GPC|1, 0|send granted|false|",
        "Cookie|a=b; OptanonConsent=groups=C0004%3A0; c=d|restrict signal_unreadable|false|cookies.OptanonConsent",
        "Cookie|CookieConsent=-1|restrict signal_unreadable|false|cookies.CookieConsent",
        "Cookie|euconsent-v2=CQSbk4|restrict tcf_invalid|false|cookies.euconsent-v2",
        "Cookie|usprivacy=\"1YYN\"|restrict usp_opt_out|false|",
        "Cookie|usprivacy=1YNN|send granted|false|",
        "Cookie|optanon=1; _ga=GA1.1.1.2|send granted|false|",
      })
  void explainHearsABrowserAsTheDoorDoes(
      String header, String value, String decision, boolean gpc, String unread) {
    JsonNode change = Events.json("{'consent':{}}");
    JsonNode explained = explain("us/web", change, Map.of(header, value));
    assertThat(decided(leg(explained, "ads_limited"))).isEqualTo(decision);
    assertThat(explained.path("consent").path("gpc").asBoolean()).isEqualTo(gpc);
    assertThat(texts(explained.path("consent").path("unread")))
        .isEqualTo(unread == null ? List.of() : List.of(unread));
    String id = "h-" + IDS.incrementAndGet();
    ObjectNode event = ConsentYard.event(id, Instant.now().toString(), change);
    Reply taken =
        gateway.send(
            request("/v1/events", ConsentYard.key("us", "web"), event).header(header, value));
    assertThat(taken.status()).isEqualTo(202);
    assertThat(story(id).path("consent")).isEqualTo(explained.path("consent"));
    assertThat(explain("us/backend", change, Map.of(header, value)).path("consent").path("gpc"))
        .as("a server source's headers are its own")
        .isEqualTo(Json.mapper().getNodeFactory().booleanNode(false));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "eea/web|{'consent':{'country':'US'}}|withhold consent_unset",
        "eea/web|{'consent':{'subdivision':'US-TX'}}|withhold consent_unset",
        "eea/web|{'user':{'address':{'country':'US','region':'TX'}}}|withhold consent_unset",
        "uk/web|{'consent':{'country':'US'}}|withhold consent_unset",
        "other/web|{'consent':{'country':'US'}}|withhold consent_unset",
        "eea/web|{'consent':{'country':'US','ad_storage':'granted','ad_user_data':'granted'}}|send granted",
        "us/web|{'consent':{'country':'US'}}|send granted",
        "us/web|{}|send granted",
        "us/web|{'consent':{'country':'DE'}}|withhold consent_unset",
        "us/web|{'user':{'address':{'country':'FR'}}}|withhold consent_unset",
        "us/web|{'consent':{'country':5}}|withhold consent_unset",
        "trusting/web|{'consent':{'country':'US'}}|send granted",
        "trusting/web|{}|withhold consent_unset",
        "eea/backend|{'consent':{'country':'US'}}|send granted",
      })
  void aPageMakesTheRegimeStricterAndNeverLaxer(String source, String change, String decision) {
    JsonNode explained = explain(source, Events.json(change), Map.of());
    assertThat(decided(leg(explained, "ads"))).isEqualTo(decision);
  }

  @Test
  void aSignalNobodyCanReadIsNamedToItsSenderAndInTheStory() {
    String id = "u-" + IDS.incrementAndGet();
    JsonNode change =
        Events.json(
            "{'consent':{'do_not_sell':'Y','jane@shop.example':1,'gcs':'G100'},'Consent':{'a':1},'context':{'consent':{'b':false}},'onetrust':'x'}");
    Reply taken =
        gateway.send(
            request(
                "/v1/events",
                ConsentYard.key("us", "backend"),
                ConsentYard.event(id, Instant.now().toString(), change)));
    assertThat(taken.status()).as(taken.text()).isEqualTo(202);
    assertThat(taken.text()).contains("consent.do_not_sell", "context.consent", "\"onetrust\"");
    JsonNode story = story(id);
    assertThat(texts(story.path("consent").path("unread")))
        .containsExactly(
            "Consent",
            "a name that is not shown",
            "context.consent",
            "do_not_sell",
            "gcs",
            "onetrust");
    assertThat(story.toString()).doesNotContain("jane@shop.example", "G100");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Ad_Storage|ad_storage",
        "ad_personalisation|ad_personalization",
        "'adstorage '|ad_storage",
        "tfc|tcf",
        "GPC|gpc",
        "contry|country",
      })
  void aNameThatIsNearlyAKnownOneIsRefusedWithTheRightOne(String name, String right) {
    ObjectNode change = Json.mapper().createObjectNode();
    change.putObject("consent").put(name, "denied");
    ObjectNode event = ConsentYard.event("n-" + name.strip(), Instant.now().toString(), change);
    Reply refused = gateway.send(request("/v1/events", ConsentYard.key("us", "backend"), event));
    assertThat(refused.text()).contains("did you mean " + right + "?");
    assertThat(explain("us/backend", change, Map.of()).path("status").asText())
        .isEqualTo("quarantined");
  }

  @Test
  void theCommandTakesTheHeadersOfABrowser() throws Exception {
    Path file = folder.resolve("event.json");
    ObjectNode event =
        ConsentYard.event("c-1", Instant.now().toString(), Events.json("{'consent':{}}"));
    Files.write(file, Json.write(event));
    String routes = folder.resolve("routes").toString();
    GatewayFixture.Said said =
        GatewayFixture.command(
            "explain",
            file.toString(),
            "--routes",
            routes,
            "--destinations",
            Path.of("destinations").toAbsolutePath().toString(),
            "--source",
            "us/web",
            "--header",
            "Sec-GPC: 1",
            "--header",
            "Cookie: CookieConsent=0");
    assertThat(said.exit()).as(said.text()).isZero();
    assertThat(said.text()).contains("\"gpc\" : true", "cookies.CookieConsent");
    assertThat(
            GatewayFixture.command(
                    "explain", file.toString(), "--routes", routes, "--header", "Sec-GPC")
                .exit())
        .isEqualTo(2);
  }

  private static JsonNode explain(String source, JsonNode change, Map<String, String> headers) {
    ObjectNode event =
        ConsentYard.event("e-" + IDS.incrementAndGet(), Instant.now().toString(), change);
    HttpRequest.Builder request =
        request("/v1/explain?source=" + source, GatewayFixture.ADMIN, event);
    headers.forEach(request::header);
    return gateway.send(request).json();
  }

  private static HttpRequest.Builder request(String path, String key, ObjectNode event) {
    return gateway
        .request(path, key)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(Json.write(event)));
  }

  private static Map<String, String> headers(JsonNode headers) {
    Map<String, String> byName = new java.util.HashMap<>();
    headers
        .properties()
        .forEach(header -> byName.put(header.getKey(), header.getValue().asText().strip()));
    return byName;
  }

  private static JsonNode leg(JsonNode explained, String connection) {
    for (JsonNode leg : explained.path("legs")) {
      if (leg.path("connection").asText().equals(connection)) {
        return leg;
      }
    }
    throw new AssertionError("no leg of " + connection + ": " + explained);
  }

  private static String decided(JsonNode leg) {
    JsonNode consent = leg.path("consent");
    String decision = leg.has("held_until") ? "hold" : consent.path("decision").asText();
    return decision + " " + consent.path("reason").asText();
  }

  private static JsonNode story(String id) {
    String path = "/v1/events/" + id + "?name=purchase";
    Await.until(
        "the event is kept", Duration.ofSeconds(20), () -> gateway.get(path).json().size() == 1);
    return gateway.get(path).json().get(0);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }
}
