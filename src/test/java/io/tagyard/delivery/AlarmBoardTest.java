package io.tagyard.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.tagyard.delivery.Kit.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagyard.destination.adapter.Adapter;
import io.tagyard.destination.adapter.Adapters;
import io.tagyard.destination.http.Courier;
import io.tagyard.destination.http.Network;
import io.tagyard.destination.http.NetworkPolicy;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.event.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every alarm reaches its receiver once when it begins and once when it ends. */
class AlarmBoardTest {
  private static final String SECRET = "whsec_YWxhcm0tdGVzdC1zZWNyZXQtb2YtMzItYnl0ZXMtISE=";

  private final MovableClock clock = new MovableClock();
  private SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Courier courier =
      new Courier(new NetworkPolicy(List.of(Network.parse("127.0.0.0/8").orElseThrow())), clock);
  private final WireMockServer receiver =
      new WireMockServer(WireMockConfiguration.options().dynamicPort());
  private AlarmTeller teller = teller();
  private AlarmBoard board = board();

  @BeforeEach
  void aReceiver() throws InterruptedException {
    teller.close();
    TestStore.alarms().deleteAll();
    receiver.start();
    answers(aResponse().withStatus(204));
    meters = new SimpleMeterRegistry();
    teller = teller();
    board = board();
  }

  @AfterEach
  void close() throws InterruptedException {
    teller.close();
    courier.close();
    receiver.stop();
  }

  @ParameterizedTest
  @FieldSource("io.tagyard.delivery.AlarmBoard#KINDS")
  void isToldOnceWhenItBeginsAndOnceWhenItEnds(String kind) {
    board.raise(kind, "acme/meta", "because of this");
    board.raise(kind, "acme/meta", "because of that");
    until("begin", () -> got().size() == 1);
    assertThat(board.standing())
        .singleElement()
        .satisfies(one -> assertThat(one.kind()).isEqualTo(kind));
    board.clear(kind, "acme/meta");
    board.clear(kind, "acme/meta");
    until("end", () -> got().size() == 2);

    JsonNode begin = got().get(0);
    JsonNode end = got().get(1);
    assertThat(begin.path("type").asText()).isEqualTo("alarm.began");
    assertThat(end.path("type").asText()).isEqualTo("alarm.ended");
    for (JsonNode message : List.of(begin, end)) {
      assertThat(message.at("/data/kind").asText()).isEqualTo(kind);
      assertThat(message.at("/data/subject").asText()).isEqualTo("acme/meta");
      assertThat(message.at("/data/because").asText()).isEqualTo("because of this");
    }
    assertThat(begin.at("/data/id")).isEqualTo(end.at("/data/id"));
    requests().forEach(AlarmBoardTest::signed);
    assertThat(board.standing()).isEmpty();
    assertThat(board.ended()).hasSize(1);
    until("nothing is left of it", () -> TestStore.alarms().count() == 0);
  }

  @Test
  void isSentAgainUntilItIsTakenUnderTheSameIdAndNobodyWaits() {
    answers(aResponse().withStatus(503));
    board.raise("lane_stopped", "acme/meta", "stopped");
    until("tried", () -> requests().size() == 1);
    answers(aResponse().withStatus(200));
    clock.passes(Duration.ofSeconds(2));
    until("tried again", () -> requests().size() == 2);
    clock.passes(Duration.ofHours(1));
    board.clear("lane_stopped", "acme/meta");
    until("ended", () -> requests().size() == 3);
    List<LoggedRequest> all = requests();
    assertThat(all.get(0).getHeader("webhook-id")).isEqualTo(all.get(1).getHeader("webhook-id"));
    assertThat(all.get(2).getHeader("webhook-id")).isNotEqualTo(all.get(1).getHeader("webhook-id"));
  }

  @Test
  void whatStillStandsAfterARestartIsNotToldAgainAndEndsOnce() throws Exception {
    board.raise("lane_stopped", "acme/meta", "stopped");
    board.raise("imbalance", "acme/ads", "differs by 1");
    until("told", () -> got().size() == 2);
    restart();
    assertThat(board.standing()).hasSize(2);
    board.raise("lane_stopped", "acme/meta", "stopped");

    clock.passes(AlarmBoard.UNCONFIRMED);
    board.endTheQuiet();
    until("what nobody raised again has ended", () -> got().size() == 3);
    assertThat(got().get(2).at("/data/kind").asText()).isEqualTo("imbalance");
    board.clear("lane_stopped", "acme/meta");
    until("ended", () -> got().size() == 4);
  }

  @Test
  void whatWasNotToldBeforeARestartIsToldAfterIt() throws Exception {
    answers(aResponse().withStatus(500));
    board.raise("lane_stopped", "acme/meta", "stopped");
    board.clear("lane_stopped", "acme/meta");
    until("tried", () -> !requests().isEmpty());
    receiver.resetRequests();
    answers(aResponse().withStatus(200));
    restart();
    until("begin and end", () -> got().size() == 2);
    assertThat(got())
        .extracting(one -> one.path("type").asText())
        .containsExactly("alarm.began", "alarm.ended");
  }

  @Test
  void whatOnlyHappensIsOverWhenItDidNotHappenForAWhile() {
    board.raise("planning_failed", "acme", "event 7");
    clock.passes(AlarmBoard.QUIET.minusMinutes(1));
    board.raise("planning_failed", "acme", "event 8");
    board.endTheQuiet();
    assertThat(board.standing()).hasSize(1);
    clock.passes(AlarmBoard.QUIET);
    board.endTheQuiet();
    assertThat(board.standing()).isEmpty();
  }

  @Test
  void aReceiverThatIsAwayForLongBlocksNobodyAndTakesNoMoreThanItsQueue() {
    answers(aResponse().withStatus(500));
    for (int i = 0; i < 3_000; i++) {
      board.raise("lane_stopped", "acme/" + i, "stopped");
    }
    assertThat(board.standing()).hasSize(3_000);
    until(
        "the oldest are let go and counted",
        () -> meters.get("tagyard.alarms.dropped").counter().count() >= 1_000);
    until("its queue is full", () -> meters.get("tagyard.alarms.unsent").gauge().value() == 1_000);
  }

  private void restart() throws InterruptedException {
    teller.close();
    teller = teller();
    board = board();
  }

  private AlarmTeller teller() {
    Optional<AlarmPost> post =
        Optional.of(
            new AlarmPost(
                URI.create(
                    "http://127.0.0.1:" + (receiver.isRunning() ? receiver.port() : 1) + "/"),
                signer(),
                courier::send));
    return new AlarmTeller(TestStore.alarms(), post, clock, meters);
  }

  private AlarmBoard board() {
    return new AlarmBoard(teller.start(), teller, clock, meters);
  }

  private static Adapter signer() {
    var settings = Json.mapper().createObjectNode();
    settings.putArray("secrets").add(SECRET);
    return Adapters.of("standard-webhooks")
        .flatMap(kind -> kind.bind(settings, Place.start(SourceText.of("", "")), new Problems()))
        .orElseThrow();
  }

  private void answers(ResponseDefinitionBuilder answer) {
    receiver.resetMappings();
    receiver.stubFor(any(anyUrl()).willReturn(answer));
  }

  private List<LoggedRequest> requests() {
    List<LoggedRequest> all = new ArrayList<>();
    receiver.getAllServeEvents().reversed().forEach(event -> all.add(event.getRequest()));
    return all;
  }

  private List<JsonNode> got() {
    return requests().stream()
        .map(request -> {
          try {
            return Json.read(request.getBody());
          } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
          }
        })
        .toList();
  }

  /** Checked as any receiver checks it. */
  private static void signed(LoggedRequest request) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = Base64.getDecoder().decode(SECRET.substring("whsec_".length()));
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      String signed =
          request.getHeader("webhook-id")
              + "."
              + request.getHeader("webhook-timestamp")
              + "."
              + request.getBodyAsString();
      String expected =
          Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
      assertThat(request.getHeader("webhook-signature")).isEqualTo("v1," + expected);
    } catch (java.security.GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
