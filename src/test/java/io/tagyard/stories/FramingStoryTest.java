package io.tagyard.stories;

import static io.tagyard.stories.DoorGateway.post;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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

/**
 * A request whose end two readers could see in two places is answered 400 and ends its connection;
 * what comes behind it is never answered and never taken.
 */
class FramingStoryTest {
  private static final String EVENT = "{\"name\":\"page_view\",\"time\":\"2026-11-20T10:00:00Z\"}";
  private static final String SECOND = post("Content-Length: " + EVENT.length()) + "\r\n" + EVENT;

  @TempDir static Path folder;

  private static DoorGateway doors;

  @BeforeAll
  static void start() throws IOException {
    doors = new DoorGateway(folder, Map.of("TAGYARD_LIMITS_IDLE", "2s"));
  }

  @AfterAll
  static void end() throws InterruptedException {
    doors.close();
  }

  /** Header lines after the host's that leave the end of a request open. */
  private static final List<String> HEADS =
      List.of(
          "Content-Length: 4\r\nTransfer-Encoding: chunked",
          "Transfer-Encoding: chunked\r\nContent-Length: 4",
          "Content-Length: 4\r\nContent-Length: 5",
          "Content-Length: 4\r\nContent-Length: 4",
          "Content-Length: 4, 4",
          "Content-Length: +4",
          "Content-Length: -4",
          "Content-Length: 0x4",
          "Content-Length: 4 4",
          "Content-Length: four",
          "Content-Length: 99999999999999999999",
          "Content-Length:",
          "Content-Length : 4",
          "Transfer-Encoding : chunked",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding: chunked, gzip",
          "Transfer-Encoding: chunked, chunked",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
          "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
          "Transfer-Encoding: identity",
          "Transfer-Encoding: xchunked",
          "Transfer-Encoding: chunked;q=1",
          "Transfer-Encoding: \"chunked\"",
          "Transfer-Encoding: \u000bchunked",
          "Transfer-Encoding:",
          "Transfer-Encoding: gzip\r\nContent-Length: 4",
          "Host: other",
          "Host: t",
          "X-Folded: a\r\n b\r\nContent-Length: 4",
          "X-Folded: a\r\n\tb\r\nContent-Length: 4",
          "Transfer-Encoding:\r\n chunked",
          "X-Bare: a\nContent-Length: 4",
          "X-Bare: a\rContent-Length: 4",
          "X Blank: a\r\nContent-Length: 4",
          "X-Null: a\u0000b\r\nContent-Length: 4",
          ": nameless\r\nContent-Length: 4",
          "colonless\r\nContent-Length: 4");

  private static final List<String> FIRST_LINES =
      List.of(
          "POST /v1/events",
          "GET /v1/pixel.gif?name=page_view&k=" + StoryYard.PIXEL_KEY,
          "GET /v1/balance",
          "POST /v1/explain",
          "GET /health",
          "GET /nothing");

  static Stream<Arguments> everyHeadAtEveryDoor() {
    return FIRST_LINES.stream()
        .flatMap(line -> HEADS.stream().map(head -> Arguments.of(line, head)));
  }

  @ParameterizedTest
  @MethodSource("everyHeadAtEveryDoor")
  void whatHasTwoEndsIsRefusedAndTheConnectionEnds(String line, String head) throws IOException {
    double before = doors.taken();
    try (RawClient client = new RawClient(doors.gateway)) {
      client.send(line + " HTTP/1.1\r\nHost: t\r\n" + head + "\r\n\r\n0\r\n\r\n" + SECOND);
      refused(client);
    }
    assertThat(doors.taken()).isEqualTo(before);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {
        "POST /v1/events HTTP/1.1\r\nContent-Length: 4\r\n\r\n{}  ",
        "POST /v1/events HTTP/1.1\nHost: t\nContent-Length: 4\n\n{}  ",
        "\nPOST /v1/events HTTP/1.1\r\nHost: t\r\nContent-Length: 4\r\n\r\n{}  ",
        "POST /v1/events HTTP/1.1\r\n Host: t\r\nContent-Length: 4\r\n\r\n{}  ",
        "POST /v1/events HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /v1/events\r\nHost: t\r\n\r\n",
        "POST /v1/events HTTP/1.1 x\r\nHost: t\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\r\n\r\n"
      })
  void aRequestWithoutAHostOrAFirstLineIsRefused(String request) throws IOException {
    double before = doors.taken();
    try (RawClient client = new RawClient(doors.gateway)) {
      client.send(request + SECOND);
      refused(client);
    }
    assertThat(doors.taken()).isEqualTo(before);
  }

  @ParameterizedTest
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {
        "zz\r\n{}\r\n0\r\n\r\n",
        "\r\n{}\r\n0\r\n\r\n",
        "-2\r\n{}\r\n0\r\n\r\n",
        "+2\r\n{}\r\n0\r\n\r\n",
        "0x2\r\n{}\r\n0\r\n\r\n",
        "2 2\r\n{}\r\n0\r\n\r\n",
        "2\n{}\r\n0\r\n\r\n",
        "2 x\r\n{}\r\n0\r\n\r\n",
        "2,2\r\n{}\r\n0\r\n\r\n",
        "2\r\n{}\r\n0 0\r\n\r\n",
        "2;a=b\n{}\r\n0\r\n\r\n",
        "2\r\n{}xx\r\n0\r\n\r\n",
        "2\r\n{}0\r\n\r\n",
        "2\r\n{}\n0\r\n\r\n",
        "1\r\n{}\r\n0\r\n\r\n",
        "fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
        "80000000\r\n{}\r\n0\r\n\r\n"
      })
  void chunksThatAreNoneSayThatTheFramingIsBroken(String body) throws IOException {
    double before = doors.taken();
    for (String key : List.of(StoryYard.KEY, GatewayFixture.ADMIN)) {
      String path = key.equals(StoryYard.KEY) ? "/v1/events" : "/v1/explain";
      try (RawClient client = new RawClient(doors.gateway)) {
        client.send(
            post("Transfer-Encoding: chunked")
                    .replace(StoryYard.KEY, key)
                    .replace("/v1/events", path)
                + "\r\n"
                + body
                + SECOND);
        String answer = client.answer();
        assertThat(answer).containsPattern("^HTTP/1.1 4(00|13)").doesNotContain("empty");
        assertThat(client.isClosedByTheGateway()).isTrue();
      }
    }
    assertThat(doors.taken()).isEqualTo(before);
  }

  @Test
  void soundOnesAreTakenInOnePieceOrManyAndOneBehindTheOther() throws IOException {
    String chunked =
        "3;ext=\"1\"\r\n"
            + EVENT.substring(0, 3)
            + "\r\n"
            + Integer.toHexString(EVENT.length() - 3).toUpperCase(java.util.Locale.ROOT)
            + "\r\n"
            + EVENT.substring(3)
            + "\r\n0\r\nX-Trailer: 1\r\n\r\n";
    String body = "{\r\n \"name\":\n\t\"page_view\",\n \"time\":\"2026-11-20T10:00:00Z\"}";
    List<String> sound =
        List.of(
            "\r\n" + SECOND,
            post("Transfer-Encoding: Chunked") + "\r\n" + chunked,
            post("Content-Length: " + body.length()) + "\r\n" + body,
            SECOND,
            SECOND.replace("HTTP/1.1\r\nHost: t\r\n", "HTTP/1.0\r\n"));
    double before = doors.taken();
    try (RawClient together = new RawClient(doors.gateway)) {
      together.send(String.join("", sound));
      for (String each : sound) {
        assertThat(together.answer()).as(each).contains(" 202 ");
      }
    }
    try (RawClient drop = new RawClient(doors.gateway)) {
      for (String each : sound) {
        for (char c : each.toCharArray()) {
          drop.send(String.valueOf(c));
        }
        assertThat(drop.answer()).as(each).contains(" 202 ");
      }
    }
    assertThat(doors.taken()).isEqualTo(before + 2 * sound.size());
  }

  @Test
  void theAnswersToWhatCameBeforeComeFirst() throws IOException {
    try (RawClient client = new RawClient(doors.gateway)) {
      String health = "GET /health HTTP/1.1\r\nHost: t\r\n\r\n";
      assertThat(client.send(health).answer()).contains(" 200 ");
      client.send(
          SECOND + SECOND + post("Content-Length: 1", "Content-Length: 2") + "\r\n" + SECOND);
      assertThat(client.answer()).contains(" 202 ");
      assertThat(client.answer()).contains(" 202 ");
      refused(client);
    }
  }

  @Test
  void whoAsksBeforeSendingTooMuchIsToldAtOnceAndWhoMayGoOnIsToldSo() throws IOException {
    try (RawClient client = new RawClient(doors.gateway)) {
      client.send(post("Expect: 100-continue", "Content-Length: 5000000") + "\r\n");
      assertThat(client.answer()).contains(" 413 ").contains("4194304");
      assertThat(client.isClosedByTheGateway()).isTrue();
    }
    try (RawClient client = new RawClient(doors.gateway)) {
      client.send(post("Expect: 100-continue", "Content-Length: " + EVENT.length()) + "\r\n");
      assertThat(client.answer()).contains(" 100 ");
      assertThat(client.send(EVENT).answer()).contains(" 202 ");
    }
    assertThat(doors.raw(post("Expect: 200-ok", "Content-Length: 2") + "\r\n")).contains(" 417 ");
  }

  @Test
  void whatIsTooLongIsNamed() {
    String long64 = "a".repeat(70_000);
    assertThat(doors.raw("GET /v1/events?x=" + long64 + " HTTP/1.1\r\nHost: t\r\n\r\n"))
        .contains(" 414 ");
    assertThat(doors.raw("GET /" + "a".repeat(400_000) + " HTTP/1.1\r\nHost: t\r\n\r\n"))
        .contains(" 414 ");
    assertThat(doors.raw(post("X-Long: " + "a".repeat(17_000)) + "\r\n")).contains(" 431 ");
    assertThat(doors.raw(post("X-Long: " + long64) + "\r\n")).contains(" 431 ");
    assertThat(doors.raw(post("X-Long: " + "a".repeat(12_000), "Content-Length: 2") + "\r\n{}"))
        .contains(" 422 ");
  }

  @Test
  void aConnectionIsKeptAsLongAsTheSettingSays() throws IOException {
    try (RawClient client = new RawClient(doors.gateway)) {
      assertThat(client.send(SECOND).answer()).contains(" 202 ");
      long answered = System.nanoTime();
      assertThat(client.isClosedByTheGateway()).isTrue();
      assertThat(Duration.ofNanos(System.nanoTime() - answered))
          .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(20));
    }
  }

  private static void refused(RawClient client) throws IOException {
    String answer = client.answer();
    assertThat(answer).startsWith("HTTP/1.1 400").contains("framing").contains("problem+json");
    assertThat(answer.toLowerCase(java.util.Locale.ROOT)).contains("connection: close");
    assertThat(client.answer()).as("an answer to what came behind it").isEmpty();
  }
}
