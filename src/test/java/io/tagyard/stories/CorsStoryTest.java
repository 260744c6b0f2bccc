package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A page of an allowed origin may read every answer, whoever gives it. */
class CorsStoryTest {
  private static final String ORIGIN = "Origin: " + DoorGateway.SHOP + "\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";
  private static final String KEY = "Authorization: Bearer " + StoryYard.PIXEL_KEY + "\r\n";
  private static final String OTHER = "Authorization: Bearer other-shop-key-0123456789\r\n";
  private static final String HOST = "Host: t\r\n";

  @TempDir static Path folder;

  private static DoorGateway doors;

  @BeforeAll
  static void start() throws IOException {
    doors = new DoorGateway(folder, Map.of("TAGYARD_LIMITS_REQUEST", "2s"));
    StoryYardEdit workspace = new StoryYardEdit(folder.resolve("routes/acme/workspace.yaml"));
    workspace.replace(
        "connections:",
        "  slow: { kind: browser, key: slow-shop-key-0123456789, quota: 1/d, origins: [\""
            + DoorGateway.SHOP
            + "\"] }\n  other: { kind: browser, key: other-shop-key-0123456789, origins:"
            + " [\"https://other.example.com\"] }\nconnections:");
    assertThat(Files.readString(folder.resolve("routes/acme/workspace.yaml"))).contains("slow");
    Await.until(
        "the sources are read",
        java.time.Duration.ofSeconds(20),
        () -> doors.raw(post("k=slow-shop-key-0123456789", "", "{}")).contains(" 422 "));
  }

  @AfterAll
  static void end() throws InterruptedException {
    doors.close();
  }

  private static String post(String query, String headers, String body) {
    return "POST /v1/events?%s HTTP/1.1\r\n%s%s%s%sContent-Length: %d\r\n\r\n%s"
        .formatted(query, HOST, ORIGIN, JSON, headers, body.length(), body);
  }

  static Stream<Arguments> everyStatus() {
    String long64 = "a".repeat(70_000);
    return Stream.of(
        arguments(202, post("", KEY, DoorGateway.EVENT)),
        arguments(400, post("", KEY, "{")),
        arguments(400, "POST /v1/events HTTP/1.1\r\n" + HOST + HOST + ORIGIN + "\r\n"),
        arguments(
            400, post("", KEY, "").replace("Length: 0\r\n", "Length: 1\r\nContent-Length: 2\r\n")),
        arguments(
            400,
            post("", KEY, "").replace("Content-Length: 0", "Transfer-Encoding: chunked")
                + "zz\r\n"),
        arguments(401, post("", "", DoorGateway.EVENT)),
        arguments(401, post("k=unknown-key-of-nobody", "", DoorGateway.EVENT)),
        arguments(403, post("", OTHER, DoorGateway.EVENT)),
        arguments(404, post("", KEY, "{}").replace("/v1/events", "/v1/event")),
        arguments(405, post("", KEY, "{}").replace("POST", "PUT")),
        arguments(408, post("", KEY, "").replace("Content-Length: 0", "Content-Length: 10")),
        arguments(413, post("", KEY, "").replace("Content-Length: 0", "Content-Length: 99999999")),
        arguments(413, post("", KEY, "{\"a\":\"" + "a".repeat(1 << 20) + "\"}")),
        arguments(414, post(long64, KEY, "{}")),
        arguments(415, post("", KEY, "<event/>").replace("application/json", "application/xml")),
        arguments(415, post("", KEY + "Content-Encoding: br\r\n", "{}")),
        arguments(417, post("", KEY + "Expect: a-miracle\r\n", "{}")),
        arguments(422, post("", KEY, "{\"name\":\"nothing\"}")),
        arguments(429, post("k=slow-shop-key-0123456789", "", DoorGateway.EVENT)),
        arguments(431, post("", KEY + "X-Long: " + "a".repeat(20_000) + "\r\n", "{}")),
        arguments(431, post("", KEY + "X-Long: " + long64 + "\r\n", "{}")));
  }

  @ParameterizedTest
  @MethodSource("everyStatus")
  void isReadable(int status, String request) {
    String answer = doors.raw(request);
    assertThat(answer).startsWith("HTTP/1.1 " + status);
    assertThat(head(answer))
        .contains(
            "access-control-allow-origin: " + DoorGateway.SHOP,
            "access-control-allow-credentials: true",
            "vary: origin");
  }

  @Test
  void toAnotherOriginOrNoneNothingIsAllowed() {
    for (String origin :
        List.of("https://evil.example", "null", "https://shop.example.com.evil.example", "")) {
      for (Arguments row : everyStatus().toList()) {
        String request = row.get()[1].toString();
        boolean slow = row.get()[0].equals(408);
        String answer =
            slow
                ? ""
                : doors.raw(
                    request.replace(ORIGIN, origin.isEmpty() ? "" : "Origin: " + origin + "\r\n"));
        assertThat(head(answer)).noneMatch(line -> line.startsWith("access-control-allow"));
      }
    }
  }

  @Test
  void metricsAreNotForPages() {
    String answer = doors.raw("GET /prometheus HTTP/1.1\r\n" + HOST + ORIGIN + "\r\n");
    assertThat(answer).startsWith("HTTP/1.1 200");
    assertThat(head(answer)).noneMatch(line -> line.startsWith("access-control-allow"));
  }

  @Test
  void aPreflightAllowsWhatItAsksForAndIsKept() {
    String asked = "authorization,baggage,content-type,sentry-trace,x-own";
    for (String path : List.of("/v1/events", "/v1/pixel.gif", "/v1/misspelt")) {
      String answer =
          doors.raw(
              "OPTIONS "
                  + path
                  + " HTTP/1.1\r\n"
                  + HOST
                  + ORIGIN
                  + "Access-Control-Request-Method: POST\r\nAccess-Control-Request-Headers: "
                  + asked
                  + "\r\n\r\n");
      assertThat(answer).as(path).startsWith("HTTP/1.1 204");
      assertThat(head(answer))
          .contains(
              "access-control-allow-origin: " + DoorGateway.SHOP,
              "access-control-allow-credentials: true",
              "access-control-allow-headers: " + asked,
              "access-control-max-age: 7200")
          .anyMatch(
              line -> line.startsWith("access-control-allow-methods:") && line.contains("post"));
    }
  }

  @Test
  void answersOnOneConnectionAreEachForThePageThatAsked() throws IOException {
    try (RawClient client = new RawClient(doors.gateway)) {
      String other =
          post("", OTHER, DoorGateway.EVENT)
              .replace(ORIGIN, "Origin: https://other.example.com\r\n");
      client.send(
          post("", KEY, DoorGateway.EVENT) + other + post("", KEY, "{").replace(ORIGIN, ""));
      assertThat(head(client.answer()))
          .contains("access-control-allow-origin: " + DoorGateway.SHOP);
      assertThat(head(client.answer()))
          .contains("access-control-allow-origin: https://other.example.com");
      assertThat(head(client.answer())).noneMatch(line -> line.startsWith("access-control"));
    }
  }

  private static List<String> head(String answer) {
    return answer
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .map(line -> line.toLowerCase(java.util.Locale.ROOT))
        .toList();
  }
}
