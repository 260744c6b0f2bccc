package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.stories.GatewayFixture.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Keys of any characters, lists that are cut, and answers that nothing on the way may keep. */
class OperatorAnswersTest {
  private static final String KEY = "schl\u00fcssel-\u20ac-der-quelle-\ud83d\udd11";
  private static final String ADMIN = "verw\u00e4ltung-\u20ac-0123456789";
  private static final List<String> LISTS =
      List.of(
          "/v1/events?fate=dead",
          "/v1/quarantine?",
          "/v1/dead-letters?",
          "/v1/audit?",
          "/v1/keys?",
          "/v1/replays?",
          "/v1/balance?",
          "/v1/connections?",
          "/v1/config?");

  @TempDir static Path folder;

  private static DoorGateway doors;

  @BeforeAll
  static void start() throws IOException {
    doors = new DoorGateway(folder, Map.of("TAGYARD_ADMIN_KEY", ADMIN));
    new StoryYardEdit(folder.resolve("routes/acme/workspace.yaml"))
        .replace("key: " + StoryYard.KEY, "key: \"" + KEY + "\"");
    Await.until(
        "the key is read",
        Duration.ofSeconds(20),
        () -> source("Bearer " + bytes(KEY)).contains(" 202 "));
  }

  @AfterAll
  static void end() throws InterruptedException {
    doors.close();
  }

  @Test
  void aKeyInUtf8IsAKey() {
    String basic = Base64.getEncoder().encodeToString((KEY + ":").getBytes(StandardCharsets.UTF_8));
    assertThat(source("Basic " + basic)).contains(" 202 ");
    assertThat(source("Bearer " + bytes(KEY) + "x")).contains(" 401 ");
    assertThat(admin("/v1/balance")).contains(" 200 ");
  }

  static Stream<String> listsAskedForWrongly() {
    return LISTS.stream()
        .flatMap(list ->
            Stream.of(
                    "limit=0",
                    "limit=501",
                    "limit=-1",
                    "limit=many",
                    "limit=1.5",
                    "limit=",
                    "limit=99999999999",
                    "limit=1&limit=2",
                    "after=",
                    "after=%00",
                    "after=no%20such%20place",
                    "after=~~~",
                    "after=1&after=2")
                .map(wrong -> list + (list.endsWith("?") ? "" : "&") + wrong));
  }

  @ParameterizedTest
  @MethodSource("listsAskedForWrongly")
  void areNeverTheFirstPage(String address) {
    assertThat(admin(address)).as(address).startsWith("HTTP/1.1 400").contains("no-store");
  }

  @Test
  void rightOnesAreAnsweredAndKeptByNobody() {
    for (String list : LISTS) {
      String address = list + (list.endsWith("?") ? "" : "&") + "limit=500";
      assertThat(admin(address)).as(address).startsWith("HTTP/1.1 200").contains("no-store");
    }
    Reply nobody = doors.gateway.send(doors.gateway.request("/v1/keys", "").GET());
    assertThat(nobody.status()).isEqualTo(401);
    assertThat(nobody.headers()).containsEntry("cache-control", List.of("no-store"));
  }

  private static String source(String authorization) {
    return doors.raw(
        "POST /v1/events HTTP/1.1\r\nHost: t\r\nAuthorization: "
            + authorization
            + "\r\nContent-Length: 50\r\n\r\n{\"name\":\"page_view\",\"time\":\"2026-11-20T10:00:00Z\"}");
  }

  private static String admin(String address) {
    return doors.raw(
        "GET "
            + address
            + " HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer "
            + bytes(ADMIN)
            + "\r\n\r\n");
  }

  /** The characters whose single bytes are this text in UTF-8. */
  private static String bytes(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
