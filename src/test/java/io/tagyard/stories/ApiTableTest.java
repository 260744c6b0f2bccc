package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tagyard.stories.GatewayFixture.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every call of the running gateway by everybody, and against {@code openapi.yaml}. The routes come
 * from the gateway: one without a row here, or without a line on the page, fails.
 */
class ApiTableTest {
  private static final List<String> ROLES = List.of("viewer", "editor", "operator", "admin");
  private static final Pattern ROUTE = Pattern.compile("\\{\\[(.*?)],method=\\[(\\w+)]");

  /** {@code method path | who may | an address | a body}; # in a body is a number. */
  private static final List<Row> TABLE =
      Stream.of(
              "POST /v1/events | source | /v1/events | {\"name\":\"page_view\",\"id\":\"row-#\",\"time\":\"2026-11-20T10:00:00Z\"}",
              "OPTIONS /v1/events | open | /v1/events |",
              "GET /v1/events | viewer | /v1/events?fate=dead |",
              "GET /v1/events/{id} | viewer | /v1/events/acme-1 |",
              "GET /v1/pixel.gif | open | /v1/pixel.gif?name=page_view |",
              "GET /v1/balance | viewer | /v1/balance |",
              "GET /v1/config | viewer | /v1/config |",
              "GET /v1/connections | viewer | /v1/connections |",
              "POST /v1/connections/{workspace}/{connection}/pause | operator | /v1/connections/acme/hook/pause |",
              "POST /v1/connections/{workspace}/{connection}/resume | operator | /v1/connections/acme/hook/resume |",
              "POST /v1/connections/{workspace}/{connection}/probe | operator | /v1/connections/acme/hook/probe |",
              "POST /v1/connections/{workspace}/{connection}/set-aside | operator | /v1/connections/acme/hook/set-aside |",
              "GET /v1/quarantine | viewer | /v1/quarantine |",
              "POST /v1/quarantine/{id}/retry | operator | /v1/quarantine/QUARANTINED/retry |",
              "GET /v1/dead-letters | viewer | /v1/dead-letters |",
              "POST /v1/dead-letters/retry | operator | /v1/dead-letters/retry | {\"connection\":\"none\"}",
              "POST /v1/dead-letters/discard | operator | /v1/dead-letters/discard | {\"connection\":\"none\",\"comment\":\"c\"}",
              "POST /v1/replays | operator | /v1/replays | {\"workspace\":\"zeta\",\"connection\":\"hook\",\"since\":\"2026-11-01T00:00:00Z\"}",
              "GET /v1/replays | viewer | /v1/replays |",
              "GET /v1/replays/{id} | viewer | /v1/replays/REPLAY |",
              "DELETE /v1/replays/{id} | operator | /v1/replays/REPLAY |",
              "POST /v1/explain | editor | /v1/explain | {\"name\":\"page_view\",\"time\":\"2026-11-20T10:00:00Z\"}",
              "GET /v1/keys | admin | /v1/keys |",
              "POST /v1/keys | admin | /v1/keys | {\"name\":\"row-#\",\"role\":\"viewer\"}",
              "DELETE /v1/keys/{id} | admin | /v1/keys/0123456789ab |",
              "GET /v1/audit | admin | /v1/audit |",
              "GET /v1/alarms | viewer | /v1/alarms |",
              "POST /v1/backups | admin | /v1/backups | {\"folder\":\"not/absolute\"}",
              "GET /v1/backups | admin | /v1/backups |",
              "GET /health | open | /health |",
              "GET /health/readiness | open | /health/readiness |",
              "GET /prometheus | open | /prometheus |",
              "GET /openapi.yaml | open | /openapi.yaml |")
          .map(Row::of)
          .toList();

  @TempDir static Path folder;

  private static final Map<String, String> KEYS = new LinkedHashMap<>();
  private static TwoWorkspaces yard;
  private static OpenApiPage page;
  private static String quarantined;
  private static String replay;
  private static int number;

  record Row(String method, String template, String who, String address, String body) {
    static Row of(String line) {
      String[] cells = line.split("\\|", -1);
      String[] call = cells[0].strip().split(" ");
      return new Row(call[0], call[1], cells[1].strip(), cells[2].strip(), cells[3].strip());
    }

    String call() {
      return method + " " + template;
    }
  }

  @BeforeAll
  static void aGatewayThatTellsItsRoutes() throws IOException {
    yard =
        new TwoWorkspaces(
            folder,
            Map.of("ENDPOINTS_ROUTES_ENABLED", "true", "ENDPOINTS_ROUTES_SENSITIVE", "false"));
    KEYS.put("nobody", "");
    KEYS.put("source", StoryYard.KEY);
    KEYS.put("tracking", yard.key("{\"name\":\"t\",\"scopes\":[\"tracking:write\"]}"));
    for (String role : ROLES) {
      KEYS.put(role, yard.key("{\"name\":\"table %s\",\"role\":\"%s\"}".formatted(role, role)));
    }
    page = new OpenApiPage(Files.readString(Path.of("src/main/resources/openapi.yaml")));
    yard.platforms.script("acme", request -> FaultServer.Reply.status(422));
    yard.send(StoryYard.KEY, "acme-1");
    yard.gateway.post("/v1/events", StoryYard.KEY, "{\"name\":\"odd\"}");
    yard.await("acme", "dead", 1);
    quarantined = yard.gateway.get("/v1/quarantine").json().at("/quarantine/0/id").asText();
    replay =
        yard.gateway
            .act(
                "/v1/replays",
                "{\"workspace\":\"zeta\",\"connection\":\"hook\",\"since\":\"2026-11-01T00:00:00Z\"}")
            .json()
            .path("id")
            .asText();
  }

  @AfterAll
  static void end() throws InterruptedException {
    yard.close();
  }

  @Test
  void everyRouteHasARowAndALineOnThePage() {
    Set<String> routes = routes();
    assertThat(routes).hasSizeGreaterThan(20);
    assertThat(TABLE.stream().map(Row::call)).containsExactlyInAnyOrderElementsOf(routes);
    assertThat(page.operations().keySet()).containsExactlyInAnyOrderElementsOf(routes);
  }

  @Test
  void thePageIsServedAndNamesTheSameRoles() throws IOException {
    Reply served = yard.get("/openapi.yaml", "");
    assertThat(served.text())
        .isEqualTo(Files.readString(Path.of("src/main/resources/openapi.yaml")));
    assertThat(header(served, "content-type")).startsWith("application/yaml");
    for (Row row : TABLE) {
      String said = operation(row).path("x-role").asText();
      assertThat(said)
          .as(row.call())
          .isEqualTo(row.template().equals("/v1/pixel.gif") ? "source" : row.who());
    }
  }

  @Test
  void everyExampleFitsItsSchema() {
    assertThat(page.examples()).isGreaterThan(30);
    assertThat(page.exampleFaults()).isEmpty();
  }

  @ParameterizedTest(name = "{0} by {1}")
  @MethodSource("callsByEverybody")
  void aCallIsForWhomTheTableSays(String call, String by) {
    Row row = TABLE.stream().filter(one -> one.call().equals(call)).findFirst().orElseThrow();
    Reply answer = send(row, KEYS.getOrDefault(by, ""));
    int expected = refusal(row, by);
    if (expected == 0) {
      assertThat(answer.status()).as(answer.text()).isNotIn(401, 403, 405, 500);
    } else {
      assertThat(answer.status()).as(answer.text()).isEqualTo(expected);
    }
    assertThat(faults(row, answer)).as(answer.text()).isEmpty();
  }

  static Stream<Arguments> callsByEverybody() {
    return TABLE.stream()
        .flatMap(row ->
            Stream.of("nobody", "source", "tracking", "viewer", "editor", "operator", "admin")
                .map(by -> Arguments.of(row.call(), by)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("operatorCalls")
  void aParameterThatNobodyKnowsIsRefused(String call) {
    Row row = TABLE.stream().filter(one -> one.call().equals(call)).findFirst().orElseThrow();
    String address = row.address() + (row.address().contains("?") ? "&" : "?") + "limmit=3";
    Reply answer =
        send(
            new Row(row.method(), row.template(), row.who(), address, row.body()),
            GatewayFixture.ADMIN);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.json().path("detail").asText()).contains("limmit");
    List<String> known = parameters(row);
    assertThat(answer.json().path("detail").asText())
        .contains(known.isEmpty() ? "it takes none" : String.join(", ", known));
    if (known.contains("limit")) {
      assertThat(answer.json().path("detail").asText()).endsWith("did you mean limit?");
    }
  }

  static Stream<String> operatorCalls() {
    return TABLE.stream().filter(row -> ROLES.contains(row.who())).map(Row::call);
  }

  /** 0 = let in. */
  private static int refusal(Row row, String by) {
    if (row.who().equals("open")) {
      return 0;
    }
    if (row.who().equals("source")) {
      return by.equals("source") ? 0 : 401;
    }
    if (by.equals("nobody") || by.equals("source")) {
      return 401;
    }
    return ROLES.indexOf(by) >= ROLES.indexOf(row.who()) ? 0 : 403;
  }

  private static Reply send(Row row, String key) {
    String address = row.address().replace("QUARANTINED", quarantined).replace("REPLAY", replay);
    return yard.gateway.send(
        yard.gateway
            .request(address, key)
            .header("Content-Type", "application/json")
            .method(
                row.method(),
                row.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(row.body().replace("#", "" + ++number))));
  }

  /** What the page does not say about this answer. */
  private static List<String> faults(Row row, Reply answer) {
    JsonNode said = operation(row).path("responses").path("" + answer.status());
    if (said.isMissingNode()) {
      return List.of("the page knows no " + answer.status());
    }
    String type = header(answer, "content-type").replaceAll(";.*", "");
    if (!type.endsWith("json")) {
      return List.of();
    }
    JsonNode schema = page.at(said).path("content").path(type).path("schema");
    return schema instanceof MissingNode
        ? List.of("the page knows no " + type)
        : page.faults(schema, answer.json());
  }

  private static List<String> parameters(Row row) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : operation(row).path("parameters")) {
      if (page.at(parameter).path("in").asText().equals("query")) {
        names.add(page.at(parameter).path("name").asText());
      }
    }
    return names.stream().sorted().toList();
  }

  private static JsonNode operation(Row row) {
    return page.operations().getOrDefault(row.call(), MissingNode.getInstance());
  }

  private static String header(Reply answer, String name) {
    return answer.headers().getOrDefault(name, List.of("")).getFirst();
  }

  private static Set<String> routes() {
    Set<String> routes = new TreeSet<>();
    Iterator<String> names = yard.get("/routes", "").json().fieldNames();
    while (names.hasNext()) {
      Matcher route = ROUTE.matcher(names.next());
      if (route.find() && !route.group(2).equals("HEAD") && !route.group(1).equals("/routes")) {
        routes.add(route.group(2) + " " + route.group(1));
      }
    }
    return routes;
  }
}
