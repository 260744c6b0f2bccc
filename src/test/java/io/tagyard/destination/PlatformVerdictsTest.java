package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Events;
import io.tagyard.event.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an answer to several events means for each of them, platform by platform. */
class PlatformVerdictsTest {
  private static final Instant NOW = Instant.parse("2026-11-20T10:00:05Z");

  private static Verdict verdict(String destination, int status, String body, int events) {
    InstalledDestination it = Kit.catalogue().find(destination).orElseThrow();
    Destination connected = Kit.connect(it, it.examples().getFirst().settings());
    byte[] bytes = body.isEmpty() ? new byte[0] : Json.write(Events.json(body));
    return connected.judge(new Answer.Replied(status, Map.of(), bytes, NOW), events);
  }

  private static List<String> each(String destination, int status, String body, int events) {
    Verdict verdict = verdict(destination, status, body, events);
    assertThat(verdict).isInstanceOf(Verdict.PerEvent.class);
    return ((Verdict.PerEvent) verdict).outcomes().stream().map(Outcome::word).toList();
  }

  @Test
  void pinterestFailsOneEventInsideA200() {
    assertThat(
            each(
                "pinterest-conversions",
                200,
                "{'events':[{'status':'processed'},{'status':'failed','error_message':'no'}]}",
                3))
        // what it says nothing about is not taken for taken
        .containsExactly("accepted", "refused", "unavailable");
    assertThat(
            each(
                "pinterest-conversions",
                422,
                "{'code':4195,'events':[{'status':'failed'},{'status':'processed'}]}",
                2))
        .containsExactly("refused", "accepted");
  }

  @Test
  void linkedInHasAStatusForEachEvent() {
    assertThat(
            each(
                "linkedin-conversions",
                200,
                "{'elements':[{'status':201},{'status':422},{'status':503}]}",
                3))
        .containsExactly("accepted", "refused", "unavailable");
  }

  @Test
  void quoraListsOnlyWhatItRefused() {
    assertThat(
            each(
                "quora",
                200,
                "{'events_errored':1,'events':[{'index':1,'status':'ERROR','error_code':'X'}]}",
                3))
        .containsExactly("accepted", "refused", "accepted");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "meta-conversions; 400; {'error':{'code':100,'error_subcode':2804003}}",
        "tiktok-events; 200; {'code':40002,'message':'Batch.1.event_time is too old'}",
        "snapchat-conversions; 400; {'status':'INVALID'}",
        "pinterest-conversions; 400; {'code':4196}",
        "reddit-conversions; 400; {'error':{'code':400},'invalid_events':[{'error_message':'x'}]}",
        "linkedin-conversions; 422; {'message':'Index: 1, ERROR :: /conversionValue/amount'}",
        "x-conversions; 400; {'errors':[{'message':'event id was not found'}]}"
      })
  void oneBadEventRefusesItsRequestAndTheBatchIsHalved(String name, int status, String body) {
    assertThat(verdict(name, status, body, 2))
        .isInstanceOfSatisfying(
            Verdict.Whole.class,
            whole -> {
              assertThat(whole.outcome()).isInstanceOf(Outcome.Refused.class);
              assertThat(whole.split()).isTrue();
            });
    assertThat(((Verdict.Whole) verdict(name, status, body, 1)).split()).isFalse();
  }

  @Test
  void xSaysWhenItsWindowOpensAgain() {
    InstalledDestination it = Kit.catalogue().find("x-conversions").orElseThrow();
    Answer answer =
        new Answer.Replied(
            429,
            Map.of("x-rate-limit-reset", List.of(Long.toString(NOW.getEpochSecond() + 600))),
            new byte[0],
            NOW);
    Verdict verdict = Kit.connect(it, it.examples().getFirst().settings()).judge(answer, 1);
    assertThat(((Outcome.Throttled) ((Verdict.Whole) verdict).outcome()).pause())
        .contains(Duration.ofMinutes(10));
  }
}
