package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
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

/** The image, as pages, mail clients and redirects ask for it. */
class PixelStoryTest {
  private static final String IMAGE = "/v1/pixel.gif?k=" + StoryYard.PIXEL_KEY;

  @TempDir static Path folder;

  private static DoorGateway doors;

  @BeforeAll
  static void start() throws IOException {
    doors = new DoorGateway(folder, Map.of());
  }

  @AfterAll
  static void end() throws InterruptedException {
    doors.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String mime(String text) {
    return Base64.getMimeEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A query, a path of the story of the event, and what stands there. */
  static Stream<Arguments> queries() {
    String time = "&time=2026-11-20T10:00:00Z";
    String event =
        "{\"id\":\"%s\",\"name\":\"purchase\",\"order\":{\"id\":\"O-9\",\"value\":\"1.50\",\"currency\":\"EUR\"},"
            + "\"page\":{\"title\":\"a long title so that the encoded text has more than one line > ?\"}}";
    return Stream.of(
        arguments(
            "i1",
            "&id=i1&name=page_view&order.items[0].id=A&order.items[0].quantity=2&order.items[1].id=B",
            "/order/items/1/id",
            "B"),
        arguments(
            "i2",
            "&id=i2&name=page_view&order.items.0.id=A&order.items.1.id=B",
            "/order/items/1/id",
            "B"),
        arguments(
            "i3",
            "&id=i3&name=page_view&order.items%5B0%5D.id=A&order.items%5B1%5D.id=B",
            "/order/items/0/id",
            "A"),
        arguments(
            "i4",
            "&id=i4&name=page_view&order.items=%5B%7B%22id%22%3A%22A%22%7D%5D",
            "/order/items/0/id",
            "A"),
        arguments("b1", "&d=" + encoded(mime(event.formatted("b1"))), "/order/id", "O-9"),
        arguments(
            "b2",
            "&d="
                + mime(event.formatted("b2"))
                    .replace("\r\n", "%0A")
                    .replace("+", "%20")
                    .replace("=", ""),
            "/order/id",
            "O-9"),
        arguments("b3", "&d=" + encoded(event.formatted("b3")), "/order/id", "O-9"),
        arguments("b4", "&d=" + encoded(encoded(event.formatted("b4"))), "/order/id", "O-9"),
        arguments(
            "t1",
            "&id=t1&name=page_view&time=2026-11-20T12:00:00+02:00",
            "/time",
            "2026-11-20T10:00:00Z"),
        arguments(
            "t2",
            "&id=t2&name=page_view&time=2026-11-20T12:00:00.5%2002:00",
            "/time",
            "2026-11-20T10:00:00.500Z"),
        arguments("l1", "&id=l1&name=page_view&page.title=caf%E9" + time, "/page/title", "café"),
        arguments("l2", "&id=l2&name=page_view&page.title=caf%C3%A9" + time, "/page/title", "café"),
        arguments("l3", "&id=l3&name=page_view&page.title=caf\u00e9" + time, "/page/title", "café"),
        arguments(
            "p1",
            "&id=p1&name=custom&properties.event=x&properties.0=zero",
            "/properties/0",
            "zero"));
  }

  @ParameterizedTest
  @MethodSource("queries")
  void isReadAsItWasMeant(String id, String query, String path, String value) {
    assertThat(doors.raw("GET " + IMAGE + query + " HTTP/1.1\r\nHost: t\r\n\r\n"))
        .contains("GIF89a");
    JsonNode[] story = new JsonNode[1];
    Await.until(
        "the event is kept",
        java.time.Duration.ofSeconds(20),
        () -> {
          story[0] = doors.gateway.get("/v1/events/" + id).json();
          return story[0].isArray();
        });
    String shown = story[0].toString();
    assertThat(story[0].at("/0" + path).asText(story[0].at("/0/event" + path).asText()))
        .as(shown)
        .isEqualTo(value);
  }

  @Test
  void whatIsNoVisitIsNoEvent() {
    double before = doors.taken();
    for (String purpose :
        List.of(
            "Sec-Purpose: prefetch;prerender",
            "Sec-Purpose: prefetch",
            "Purpose: prefetch",
            "X-Moz: prefetch",
            "X-Purpose: preview")) {
      assertThat(
              doors.raw(
                  "GET "
                      + IMAGE
                      + "&name=page_view HTTP/1.1\r\nHost: t\r\n"
                      + purpose
                      + "\r\n\r\n"))
          .contains("GIF89a");
    }
    assertThat(
            doors.raw(
                "HEAD "
                    + IMAGE
                    + "&name=page_view HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 200");
    assertThat(doors.raw("GET " + IMAGE + "&name=page_view&debug=1 HTTP/1.1\r\nHost: t\r\n\r\n"))
        .contains("\"accepted\":1");
    assertThat(doors.taken()).isEqualTo(before + 1);
  }

  @Test
  void whoDebugsHearsWhatTheEventsDoorWouldSay() {
    assertThat(debug("&name=nothing")).startsWith("HTTP/1.1 422").contains("\"quarantined\":1");
    assertThat(debug("&name=page_view&vaule=1"))
        .startsWith("HTTP/1.1 202")
        .contains("\"path\":\"vaule\"");
    assertThat(doors.raw("GET /v1/pixel.gif?debug=1&name=page_view HTTP/1.1\r\nHost: t\r\n\r\n"))
        .startsWith("HTTP/1.1 401");
  }

  @Test
  void theIdOfMetasPixelIsNoEventId() {
    String query =
        "&id=1234567890&ev=Purchase&dl=https%3A%2F%2Fshop.example.com&cd[value]=1&cd[currency]=EUR";
    String answer = debug(query);
    assertThat(answer).contains("\"quarantined\":1").contains("Meta").doesNotContain("1234567890");
    assertThat(doors.gateway.get("/v1/events/1234567890").status()).isEqualTo(404);
  }

  private static String debug(String query) {
    return doors.raw("GET " + IMAGE + query + "&debug=1 HTTP/1.1\r\nHost: t\r\n\r\n");
  }
}
