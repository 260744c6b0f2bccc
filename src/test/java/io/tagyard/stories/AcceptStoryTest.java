package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a sender would like to hear (Accept) changes nothing of what happens. */
class AcceptStoryTest {
  private static final List<String> WISHES =
      List.of(
          "",
          "image/gif",
          "image/*",
          "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8",
          "text/html",
          "text/html,application/xhtml+xml;q=0.9",
          "application/xml",
          "application/json;q=0",
          "*/*;q=0",
          "application/openmetrics-text;version=1.0.0",
          "nonsense",
          ";;;,/",
          "\u00e9/*");

  /** Method, address, key, body, the one right answer. */
  private static final List<String> DOORS =
      List.of(
          "POST|/v1/events|source|{\"name\":\"page_view\",\"time\":\"2026-11-20T10:00:00Z\"}|202",
          "POST|/v1/events|source|{\"name\":\"nothing\"}|422",
          "POST|/v1/events|source|{|400",
          "POST|/v1/events||{}|401",
          "GET|/v1/pixel.gif?name=page_view&k=" + StoryYard.PIXEL_KEY + "|||200",
          "GET|/v1/pixel.gif?name=page_view|||200",
          "OPTIONS|/v1/events|||204",
          "PUT|/v1/events|source|{}|405",
          "GET|/v1/balance|admin||200",
          "GET|/v1/balance|||401",
          "GET|/v1/events?fate=dead|admin||200",
          "GET|/v1/events/nobody|admin||404",
          "POST|/v1/explain|admin|{\"name\":\"page_view\",\"time\":\"2026-11-20T10:00:00Z\"}|200",
          "GET|/v1/keys|admin||200",
          "GET|/health|||200",
          "GET|/health/readiness|||200",
          "GET|/openapi.yaml|||200",
          "GET|/prometheus|||200",
          "GET|/v1/nothing|||404",
          "POST|/nothing|source|{}|404");

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

  static Stream<Arguments> everyWishAtEveryDoor() {
    return DOORS.stream().flatMap(door -> WISHES.stream().map(wish -> Arguments.of(door, wish)));
  }

  @ParameterizedTest
  @MethodSource("everyWishAtEveryDoor")
  void isServedAsWithout(String door, String wish) {
    String[] cells = door.split("\\|", -1);
    String key = cells[2].equals("admin") ? GatewayFixture.ADMIN : StoryYard.KEY;
    String request =
        "%s %s HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nContent-Length: %d\r\n%s%s\r\n%s"
            .formatted(
                cells[0],
                cells[1],
                cells[3].length(),
                cells[2].isEmpty() ? "" : "Authorization: Bearer " + key + "\r\n",
                wish.isEmpty() ? "" : "Accept: " + wish + "\r\n",
                cells[3]);
    String answer = doors.raw(request);
    assertThat(answer).startsWith("HTTP/1.1 " + cells[4]);
    if (cells[1].startsWith("/v1/pixel.gif")) {
      assertThat(answer).contains("image/gif").contains("GIF89a");
    }
  }
}
