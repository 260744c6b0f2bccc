package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read as a pause, in Retry-After and in a definition's {@code wait}. */
class AskedPauseTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path path;

  private Outcome outcome(int status, Map<String, String> headers) {
    Destination destination =
        new Folder(path)
            .connect(
                Folder.HEAD
                    + """
                    accepts: "*"
                    request: { url: "https://h.example/" }
                    answers:
                      - { when: { status: 2xx }, then: accepted }
                      - { when: { status: 429 }, then: throttled, wait: "${headers.X-Wait}" }
                      - { when: { status: [3xx, 401, 403] }, then: misconfigured }
                      - { otherwise: unavailable }
                    """,
                "");
    Map<String, List<String>> sent = new LinkedHashMap<>();
    headers.forEach((name, value) -> sent.put(name, List.of(value)));
    Answer answer = new Answer.Replied(status, sent, new byte[0], NOW);
    return ((Verdict.Whole) destination.judge(answer, 1)).outcome();
  }

  private static Optional<Duration> pause(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Throttled(var because, var pause) -> pause;
      case Outcome.Unavailable(var because, var local, var pause) -> pause;
      case Outcome.Misconfigured(var because, var pause) -> pause;
      default -> throw new AssertionError(outcome);
    };
  }

  private Optional<Duration> asked(String text) {
    return pause(outcome(429, Map.of("retry-after", text)));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "Fri, 20 Nov 2026 10:02:00 GMT",
        "Fri, 20 Nov 2026 10:02:00 UTC",
        "Fri, 20 Nov 2026 10:02:00 +0000",
        "Fri, 20 Nov 2026 12:02:00 +0200",
        "fri, 20 nov 2026 10:02:00 gmt",
        "20 Nov 2026 10:02:00 GMT",
        "Mon, 20 Nov 2026 10:02:00 GMT",
        "Friday, 20-Nov-26 10:02:00 GMT",
        "Friday, 20-Nov-26 10:02:00 UTC",
        "Fri, 20-Nov-2026 10:02:00 GMT",
        "Fri Nov 20 10:02:00 2026",
        "Fri Nov 20 10:02:00 2026 UTC",
        "Fri Nov 20 10:02:00 UTC 2026",
        "2026-11-20T10:02:00Z",
        "120",
        "+120",
        "120.0",
        "120s",
        "1795168920",
        "1795168920000"
      })
  void twoMinutesInEveryWriting(String text) {
    assertThat(asked(text)).contains(Duration.ofMinutes(2));
    assertThat(pause(outcome(429, Map.of("x-wait", text)))).contains(Duration.ofMinutes(2));
    assertThat(asked("  " + text + " ")).contains(Duration.ofMinutes(2));
  }

  @Test
  void aSingleDigitDayMayHaveTwoBlanksBeforeIt() {
    Duration days = Duration.ofDays(11);
    assertThat(asked("Tue Dec  1 10:00:00 2026")).contains(days);
    assertThat(asked("Tue, 1 Dec 2026 10:00:00 GMT")).contains(days);
  }

  @Test
  void twoDigitsOfAYearAreTheNearestWithinFiftyYears() {
    assertThat(asked("Sunday, 06-Nov-94 08:49:37 GMT")).as("1994").contains(Duration.ZERO);
    assertThat(asked("Sunday, 06-Nov-27 08:49:37 GMT").orElseThrow())
        .isBetween(Duration.ofDays(350), Duration.ofDays(352));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "0",
        "0.0",
        "0s",
        "Fri, 20 Nov 2026 09:59:30 GMT",
        "Fri Nov 20 09:59:30 2026",
        "Friday, 20-Nov-26 09:59:30 GMT",
        "2026-11-20T09:59:30Z",
        "1795168770"
      })
  void whatIsOverIsNoPause(String text) {
    assertThat(asked(text)).contains(Duration.ZERO);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "-5",
        "-0.5",
        "soon",
        "NaN",
        "Infinity",
        "1e9",
        "0x10",
        "12,5",
        "Fri, 31 Feb 2026 10:02:00 GMT x",
        "Fri, 20 Foo 2026 10:02:00 GMT",
        "Fri, 20 Nov 2026 10:02 GMT",
        "Fri, 20 Nov 2026 25:02:00 GMT",
        "Fri, 20 Nov 2026 10:02:00 +9900",
        "Fri Nov 20 10:02:00",
        "null",
        "-",
        "."
      })
  void whatCannotBeReadAsksForNothing(String text) {
    assertThat(asked(text)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "99999999",
        "1000000000",
        "99999999999",
        "99999999999999999999999999999999",
        "99999999999999999999999999999999s",
        "Fri, 20 Nov 9999 10:02:00 GMT",
        "9999-12-31T23:59:59Z"
      })
  void whatIsAbsurdIsAYearAtMost(String text) {
    assertThat(asked(text)).contains(Duration.ofDays(365));
  }

  @ParameterizedTest(name = "{0} is {1} ms")
  @CsvSource({"0.001, 1", "1.5, 1500", "2.25s, 2250", "0.9, 900"})
  void fractionsCount(String text, long millis) {
    assertThat(asked(text)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 401, 403, 408, 425, 429, 500, 502, 503, 504})
  void everyAnswerThatIsNotFinalMayAskForOne(int status) {
    assertThat(pause(outcome(status, Map.of("retry-after", "120"))))
        .contains(Duration.ofMinutes(2));
  }

  /** Its clock is half an hour ahead or behind, and it asks for two minutes. */
  @ParameterizedTest
  @CsvSource({"10:30:00, 10:32:00", "09:30:00, 09:32:00"})
  void aDateIsReadByTheClockOfWhoWroteIt(String now, String until) {
    Map<String, String> headers =
        Map.of(
            "date", "Fri, 20 Nov 2026 " + now + " GMT",
            "retry-after", "Fri, 20 Nov 2026 " + until + " GMT");
    assertThat(pause(outcome(503, headers))).contains(Duration.ofMinutes(2));
  }
}
