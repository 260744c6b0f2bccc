package io.tagyard.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.tagyard.destination.http.Courier;
import io.tagyard.destination.http.Network;
import io.tagyard.destination.http.NetworkPolicy;
import io.tagyard.event.Fate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Waiting never becomes a flood, whatever a destination asks for. */
class ThrottleStoryTest {
  private static final String PAST = "Sun, 06 Nov 1994 08:49:37 GMT";

  @ParameterizedTest
  @ValueSource(strings = {"0", PAST, "1"})
  void aLaneThatIsThrottledAgainAndAgainWaitsLongerAndLongerAndIsShownAsSlowed(String retryAfter)
      throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers("shop", r -> kit.status(429, "", Map.of("retry-after", List.of(retryAfter))));
      kit.started();
      kit.events("e", 50);
      until("asked once", () -> kit.asked("shop") == 1);
      Duration waited = Duration.ZERO;
      Duration twoMinutes = Duration.ofMinutes(2);
      while (waited.compareTo(twoMinutes) < 0) {
        until("waits", () -> kit.until("shop") != null);
        kit.clock.passes(Duration.ofMillis(500));
        waited = waited.plusMillis(500);
      }
      assertThat(kit.asked("shop")).as("5, 10, 20, 40, 60 s").isBetween(2, 6);
      assertThat(kit.state("shop")).isEqualTo(LaneState.SLOWED);
      assertThat(kit.shownAs("shop", LaneState.SLOWED)).isOne();
      assertThat(kit.line("shop").pending()).isEqualTo(50);
    }
  }

  @Test
  void aDestinationThatIsUnavailableForSoLongIsLeftAloneForSoLong() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers(
          "shop",
          r ->
              down.get()
                  ? kit.status(503, "", Map.of("retry-after", List.of("120")))
                  : kit.status(200));
      kit.started();
      long first = kit.event("first");
      until("parked", () -> kit.fate("shop", first) == Fate.PARKED);
      until("slowed", () -> kit.state("shop") == LaneState.SLOWED);
      kit.event("second");
      kit.clock.passes(Duration.ofSeconds(110));
      until("handed out", () -> kit.line("shop").pending() == 1);
      assertThat(kit.asked("shop")).isOne();
      down.set(false);
      kit.clock.passes(Duration.ofSeconds(11));
      kit.untilDelivered("shop", 2);
      assertThat(kit.receipt("shop", first).orElseThrow().attempts()).isEqualTo(2);
      kit.balanced();
    }
  }

  @Test
  void unavailableForNoTimeAtAllIsAFailureLikeAnyOther() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers(
          "shop",
          r ->
              Kit.lines(r).contains("bad")
                  ? kit.status(503, "", Map.of("retry-after", List.of("0")))
                  : kit.status(200));
      kit.started();
      long bad = kit.event("bad");
      kit.events("good", 5);
      kit.untilDelivered("shop", 5);
      until("parked", () -> kit.fate("shop", bad) == Fate.PARKED);
      assertThat(kit.asked("shop")).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"429; 0", "429; " + PAST, "429; soon", "429; -3", "503; 2"})
  void overRealHttpNoRequestComesBeforeItsTime(int status, String retryAfter) throws Exception {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options().dynamicPort().asynchronousResponseEnabled(true));
    server.start();
    server.stubFor(
        any(anyUrl())
            .willReturn(aResponse().withStatus(status).withHeader("Retry-After", retryAfter)));
    Network local = Network.parse("127.0.0.0/8").orElseThrow();
    try (Courier courier = new Courier(new NetworkPolicy(List.of(local)), InstantSource.system());
        Kit kit = Kit.empty().at("shop", "127.0.0.1:" + server.port(), tuning(1))) {
      kit.carrier = courier::send;
      kit.started();
      kit.events("e", 20);
      until(
          "asked three times",
          () -> {
            if (kit.until("shop") != null) {
              kit.clock.passes(Duration.ofMillis(100));
            }
            return server.getAllServeEvents().size() >= 3;
          });
      assertThat(kit.clock.passed()).as("5 s and 10 s").isGreaterThan(Duration.ofSeconds(14));
    } finally {
      server.stop();
    }
  }
}
