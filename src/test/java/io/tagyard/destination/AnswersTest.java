package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswersTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path path;

  private Destination destination(String answers, String settings) {
    return new Folder(path)
        .connect(
            Folder.HEAD
                + "accepts: \"*\"\nsettings: { token: { type: secret }, ok: { type: text } }\nrequest: { url: \"https://h.example/\" }\nanswers:\n"
                + answers,
            settings);
  }

  private Destination destination(String answers) {
    return destination(answers, "");
  }

  private static Answer reply(int status, String body, String... headers) {
    Map<String, List<String>> all =
        headers.length == 0 ? Map.of() : Map.of(headers[0], List.of(headers[1]));
    return new Answer.Replied(status, all, body.getBytes(StandardCharsets.UTF_8), NOW);
  }

  private static Outcome outcome(Destination destination, Answer answer) {
    return ((Verdict.Whole) destination.judge(answer, 1)).outcome();
  }

  @ParameterizedTest(name = "{0} {1} -> {2}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      value = {
        "200; {}; accepted",
        "200; {\"error\":{}}; unavailable",
        "200; {\"error\":null}; accepted",
        "400; {\"error\":{\"code\":190}}; misconfigured",
        "400; {\"error\":{\"code\":\"190\"}}; misconfigured",
        "400; {\"error\":{\"code\":10.0}}; misconfigured",
        "400; {\"error\":{\"code\":11}}; unavailable",
        "400; {\"list\":[{\"kind\":\"dup\"}]}; duplicate",
        "418; teapot says NEVER; refused",
        "418; teapot; unavailable",
        "500; no json {; unavailable"
      })
  void theFirstRuleThatHoldsDecides(int status, String body, String word) {
    Destination destination =
        destination(
            """
              - { when: { body: { error.code: [190, 10] } }, then: misconfigured }
              - { when: { body: { "list[0].kind": dup } }, then: duplicate }
              - { when: { text: "(?i)never" }, then: refused }
              - { when: { status: 2xx, without: body.error }, then: accepted }
              - { otherwise: unavailable }
            """);
    assertThat(outcome(destination, reply(status, body)).word()).isEqualTo(word);
  }

  @Test
  void silenceTellsWhetherItIsUs() {
    Destination destination =
        destination(
            "  - { when: { status: 2xx }, then: accepted }\n  - { otherwise: unavailable }\n");
    assertThat(outcome(destination, new Answer.Silence("dns_error", true)))
        .isEqualTo(new Outcome.Unavailable("dns_error", true));
    assertThat(outcome(destination, new Answer.Silence("timeout", false)))
        .isEqualTo(new Outcome.Unavailable("timeout", false));
  }

  @ParameterizedTest(name = "{0}: {1} -> {2} s")
  @CsvSource(
      delimiter = ';',
      value = {
        "retry-after; 120; 120",
        "retry-after; 1.5; 1",
        "x-reset; 30s; 30",
        "x-reset; 2.5s; 2",
        "retry-after; Fri, 20 Nov 2026 10:02:00 GMT; 120",
        "retry-after; Fri, 20 Nov 2026 09:00:00 GMT; 0",
        "retry-after; soon; -1",
        "retry-after; -5; -1",
        "x-reset; 1795168860; 60",
        "x-reset; 1795168860000; 60",
        "x-reset; 2026-11-20T10:01:00Z; 60",
        "x-other; 5; -1"
      })
  void aPauseIsSecondsOrADate(String header, String value, long seconds) {
    Destination destination =
        destination(
            "  - { when: { status: 429 }, then: throttled, wait: \"${headers.X-Reset}\" }\n  - { otherwise: unavailable }\n");
    Outcome.Throttled throttled =
        (Outcome.Throttled) outcome(destination, reply(429, "", header, value));
    assertThat(throttled.pause().map(Duration::toSeconds))
        .isEqualTo(seconds < 0 ? Optional.empty() : Optional.of(seconds));
  }

  @Test
  void becauseIsThePlatformsWordsWithoutSecretsAndWithoutEnd() {
    Destination destination =
        destination(
            "  - { when: { status: 400 }, then: refused, because: \"${body.message} (${status})\" }\n  - { otherwise: unavailable }\n",
            "token: abcdef-secret");
    assertThat(outcome(destination, reply(400, "{\"message\":\"bad abcdef-secret\"}")).because())
        .isEqualTo("bad *** (400)");
    assertThat(outcome(destination, reply(400, "{}")).because()).isEqualTo("HTTP 400");
    assertThat(
            outcome(destination, reply(400, "{\"message\":\"" + "x".repeat(9000) + "\"}"))
                .because())
        .hasSizeLessThanOrEqualTo(500);
  }

  @Test
  void aRefusedBatchIsSplitUntilItIsOne() {
    Destination destination =
        destination(
            "  - { when: { status: 400 }, then: refused, split: true }\n  - { otherwise: accepted }\n");
    assertThat(((Verdict.Whole) destination.judge(reply(400, ""), 2)).split()).isTrue();
    assertThat(((Verdict.Whole) destination.judge(reply(400, ""), 1)).split()).isFalse();
    assertThat(((Verdict.Whole) destination.judge(reply(200, ""), 2)).split()).isFalse();
  }

  @Test
  void verdictsInsideAnAnswerAreInItsOrder() {
    Destination destination =
        destination(
            """
              - when: { status: 200 }
                per_event:
                  list: body.events
                  answers:
                    - { when: { body: { status: failed, code: 7 } }, then: throttled }
                    - { when: { body: { status: failed } }, then: refused, because: "${body.why}" }
                  others: accepted
              - { when: { status: 2xx }, then: accepted }
              - { otherwise: unavailable }
            """);
    Verdict verdict =
        destination.judge(
            reply(
                200,
                "{\"events\":[{\"status\":\"processed\"},{\"status\":\"failed\",\"why\":\"old\"},{\"status\":\"failed\",\"code\":7}]}"),
            4);
    assertThat(verdict)
        .isEqualTo(
            new Verdict.PerEvent(
                List.of(
                    new Outcome.Accepted("HTTP 200"),
                    new Outcome.Refused("old"),
                    new Outcome.Throttled("HTTP 200", Optional.empty()),
                    new Outcome.Accepted("HTTP 200"))));
    assertThat(destination.judge(reply(200, "<html>"), 3)).isInstanceOf(Verdict.Whole.class);
  }

  @Test
  void verdictsInsideAnAnswerMayNameTheirEvent() {
    Destination destination =
        destination(
            """
              - { when: { status: 422 }, per_event: { list: body.errors, index: field, answers: [ { otherwise: refused } ], others: accepted } }
              - { otherwise: unavailable }
            """);
    Verdict verdict =
        destination.judge(
            reply(
                422,
                "{\"errors\":[{\"field\":\"events[2].id\"},{\"field\":0},{\"field\":\"x\"},{\"field\":99}]}"),
            3);
    assertThat(((Verdict.PerEvent) verdict).outcomes())
        .extracting(Outcome::word)
        .containsExactly("refused", "accepted", "refused");
  }

  @Test
  void ofSeveralVerdictsOnOneEventTheGravestCounts() {
    Destination destination =
        destination(
            """
              - when: { status: 200 }
                per_event:
                  list: body.errors
                  index: at
                  answers:
                    - { when: { body: { warning: true } }, then: accepted, because: "${body.why}" }
                    - { when: { body: { later: true } }, then: unavailable, because: "${body.why}" }
                    - { otherwise: refused, because: "${body.why}" }
                  others: accepted
              - { otherwise: unavailable }
            """);
    Verdict verdict =
        destination.judge(
            reply(
                200,
                "{\"errors\":[{\"at\":0,\"why\":\"bad\"},{\"at\":0,\"warning\":true,\"why\":\"odd\"},"
                    + "{\"at\":1,\"warning\":true,\"why\":\"odd\"},{\"at\":1,\"later\":true,\"why\":\"soon\"},"
                    + "{\"at\":2,\"why\":\"first\"},{\"at\":2,\"why\":\"second\"}]}"),
            4);
    assertThat(((Verdict.PerEvent) verdict).outcomes())
        .containsExactly(
            new Outcome.Refused("bad"),
            new Outcome.Unavailable("soon", false),
            new Outcome.Refused("first"),
            new Outcome.Accepted("HTTP 200"));
  }

  @Test
  void aPatternOfASettingHoldsOnlyWhenItIsSet() {
    String answers =
        """
          - { when: { status: 2xx, without: settings.ok }, then: accepted }
          - { when: { status: 2xx, text: settings.ok }, then: duplicate }
          - { otherwise: unavailable }
        """;
    assertThat(outcome(destination(answers), reply(200, "x")).word()).isEqualTo("accepted");
    Destination set = destination(answers, "ok: \"fi+ne\"");
    assertThat(outcome(set, reply(200, "all fiine")).word()).isEqualTo("duplicate");
    assertThat(outcome(set, reply(200, "x")).word()).isEqualTo("unavailable");
  }

  @Test
  void headersAreFoundWhateverTheirCase() {
    Destination destination =
        destination(
            "  - { when: { headers: { X-State: [gone, lost] } }, then: refused }\n  - { otherwise: accepted }\n");
    assertThat(outcome(destination, reply(200, "", "x-state", "lost")).word()).isEqualTo("refused");
    assertThat(outcome(destination, reply(200, "", "x-state", "here")).word())
        .isEqualTo("accepted");
  }
}
