package io.tagyard.destination.carriage;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import com.google.re2j.Pattern;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.TokenGrant;
import io.tagyard.destination.http.Courier;
import io.tagyard.destination.http.Network;
import io.tagyard.destination.http.NetworkPolicy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens over real HTTP: a token endpoint and a platform on one server. */
class CarriageTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final NetworkPolicy LOCAL =
      new NetworkPolicy(List.of(Network.parse("127.0.0.0/8").orElseThrow()));
  private static final int CALLERS = 20;

  private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
  private final InstantSource clock = now::get;
  private final Courier courier = new Courier(LOCAL, clock);
  private final Shelf shelf = new Shelf();
  private final WireMockServer server =
      new WireMockServer(
          WireMockConfiguration.options().dynamicPort().containerThreads(CALLERS + 10));
  private Carriage carriage = carriage();

  CarriageTest() {
    server.start();
    platform(aResponse().withStatus(200));
  }

  @AfterEach
  void close() {
    server.stop();
    courier.close();
  }

  /** What a data folder is to the gateway. */
  private static final class Shelf implements TokenStore {
    private final Map<String, String> kept = new ConcurrentHashMap<>();

    @Override
    public Optional<String> newest(String grant) {
      return Optional.ofNullable(kept.get(grant));
    }

    @Override
    public void keep(String grant, String refreshToken) {
      kept.put(grant, refreshToken);
    }
  }

  private Carriage carriage() {
    return new Carriage(courier::send, shelf, clock, Map.of());
  }

  private void platform(ResponseDefinitionBuilder answer) {
    server.stubFor(post(urlEqualTo("/events")).willReturn(answer));
  }

  /** The endpoint's answers, one after the other; the last one stays. */
  private void tokens(ResponseDefinitionBuilder... answers) {
    for (int i = 0; i < answers.length; i++) {
      server.stubFor(
          post(urlEqualTo("/token"))
              .inScenario("tokens")
              .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "after " + i)
              .willSetStateTo("after " + Math.min(i + 1, answers.length - 1))
              .willReturn(answers[i]));
    }
  }

  private static ResponseDefinitionBuilder issued(String token) {
    return aResponse()
        .withStatus(200)
        .withBody("{\"access_token\":\"" + token + "\",\"expires_in\":3600}");
  }

  private TokenGrant grant(String endpoint) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "refresh_token");
    form.put("refresh_token", "first-refresh");
    return new TokenGrant(
        URI.create(endpoint), form, List.of(), "grant-1", Pattern.compile("TokenExpired"));
  }

  private Outbound request() {
    return request(server.baseUrl() + "/token");
  }

  private Outbound request(String tokenEndpoint) {
    return new Outbound(
            "POST",
            URI.create(server.baseUrl() + "/events"),
            List.of(),
            "{}".getBytes(StandardCharsets.UTF_8),
            Duration.ofSeconds(20))
        .needing(grant(tokenEndpoint));
  }

  private int status() throws InterruptedException {
    return ((Answer.Replied) carriage.send(request())).status();
  }

  private int asked(String path) {
    return server.findAll(postRequestedFor(urlEqualTo(path))).size();
  }

  private void sentWith(String token, int times) {
    server.verify(
        times,
        postRequestedFor(urlEqualTo("/events"))
            .withHeader("Authorization", equalTo("Bearer " + token)));
  }

  @Test
  void oneTokenServesEverybodyWhoWaits() throws Exception {
    tokens(issued("t1").withFixedDelay(300));
    List<Future<Integer>> sent = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < CALLERS; i++) {
        sent.add(threads.submit(this::status));
      }
    }
    for (Future<Integer> each : sent) {
      assertThat(each.get()).isEqualTo(200);
    }
    assertThat(asked("/token")).isOne();
    sentWith("t1", CALLERS);
  }

  @Test
  void aTokenIsRenewedBeforeItEnds() throws Exception {
    tokens(issued("t1"), issued("t2"));
    status();
    now.set(NOON.plus(Duration.ofMinutes(54)));
    status();
    assertThat(asked("/token")).isOne();
    now.set(NOON.plus(Duration.ofMinutes(56)));
    status();
    assertThat(asked("/token")).isEqualTo(2);
    sentWith("t1", 2);
    sentWith("t2", 1);
  }

  @Test
  void theOldTokenServesWhileTheNewOneCannotBeHad() throws Exception {
    tokens(issued("t1"), aResponse().withStatus(503));
    status();
    now.set(NOON.plus(Duration.ofMinutes(56)));
    assertThat(status()).isEqualTo(200);
    assertThat(status()).isEqualTo(200);
    assertThat(asked("/token")).as("not again at once").isEqualTo(2);
    now.set(NOON.plus(Duration.ofMinutes(59)));
    assertThat(carriage.send(request())).isEqualTo(new Answer.Silence("no_token", false));
    sentWith("t1", 3);
  }

  @Test
  void aRefusedTokenIsReplacedOnce() throws Exception {
    tokens(issued("t1"), issued("t2"));
    server.stubFor(
        post(urlEqualTo("/events"))
            .withHeader("Authorization", equalTo("Bearer t1"))
            .willReturn(aResponse().withStatus(401)));
    assertThat(status()).isEqualTo(200);
    assertThat(status()).isEqualTo(200);
    sentWith("t1", 1);
    sentWith("t2", 2);
    assertThat(asked("/token")).isEqualTo(2);
  }

  @Test
  void aRefusalInThePlatformsOwnWordsIsOneToo() throws Exception {
    tokens(issued("t1"), issued("t2"));
    server.stubFor(
        post(urlEqualTo("/events"))
            .withHeader("Authorization", equalTo("Bearer t1"))
            .willReturn(aResponse().withStatus(400).withBody("{\"ErrorCode\":\"TokenExpired\"}")));
    assertThat(status()).isEqualTo(200);
    sentWith("t2", 1);
    platform(aResponse().withStatus(400).withBody("no such goal"));
    assertThat(status()).isEqualTo(400);
    assertThat(asked("/token")).isEqualTo(2);
  }

  @Test
  void aPlatformThatRefusesEveryTokenIsHeardTheSecondTime() throws Exception {
    tokens(issued("t1"), issued("t2"));
    platform(aResponse().withStatus(401).withBody("not your account"));
    Answer.Replied answer = (Answer.Replied) carriage.send(request());
    assertThat(answer.status()).isEqualTo(401);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("not your account");
    assertThat(asked("/events")).isEqualTo(2);
    assertThat(asked("/token")).isEqualTo(2);
  }

  @Test
  void aRefusalBarsTheWayInTheEndpointsWords() throws Exception {
    tokens(
        aResponse()
            .withStatus(400)
            .withBody(
                "{\"error\":\"invalid_grant\",\"error_description\":\"Token has been revoked.\"}"));
    assertThat(carriage.send(request()))
        .isEqualTo(
            new Answer.Barred(
                "the token endpoint refuses our credentials: HTTP 400, invalid_grant: Token has been"
                    + " revoked."));
    assertThat(asked("/events")).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<html>", "{}", "{\"access_token\":\"\"}", "{\"access_token\":\"a\\nb\"}"})
  void anAnswerWithoutAUsableTokenBarsTheWay(String body) throws Exception {
    tokens(aResponse().withStatus(200).withBody(body));
    assertThat(carriage.send(request())).isInstanceOf(Answer.Barred.class);
    assertThat(asked("/events")).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 503})
  void anEndpointThatIsBusyIsSilence(int status) throws Exception {
    tokens(aResponse().withStatus(status));
    assertThat(carriage.send(request())).isEqualTo(new Answer.Silence("no_token", false));
  }

  @Test
  void anEndpointThatIsNotThereIsSilence() throws Exception {
    assertThat(carriage.send(request("http://127.0.0.1:1/token")))
        .isEqualTo(new Answer.Silence("connection_refused", true));
  }

  @Test
  void theOperatorsNetworksHoldForTokensToo() throws Exception {
    tokens(issued("t1"));
    try (Courier strict = new Courier(NetworkPolicy.PUBLIC, clock)) {
      assertThat(new Carriage(strict::send, shelf, clock, Map.of()).send(request()))
          .isEqualTo(
              new Answer.Barred(
                  "localhost (127.0.0.1) is not a public address; --allow-network 127.0.0.1 opens it"));
    }
    server.verify(0, postRequestedFor(anyUrl()));
  }

  @Test
  void aRefreshTokenThatIsReplacedIsKeptAndUsedAfterARestart() throws Exception {
    tokens(
        aResponse()
            .withStatus(200)
            .withBody(
                "{\"access_token\":\"t1\",\"expires_in\":\"3600\",\"refresh_token\":\"second\"}"),
        aResponse()
            .withStatus(200)
            .withBody("{\"access_token\":\"t2\",\"refresh_token\":\"second\"}"));
    status();
    assertThat(shelf.kept).containsExactly(Map.entry("grant-1", "second"));
    carriage = carriage();
    status();
    assertThat(server.findAll(postRequestedFor(urlEqualTo("/token"))))
        .extracting(each -> each.getBodyAsString())
        .containsExactly(
            "grant_type=refresh_token&refresh_token=first-refresh",
            "grant_type=refresh_token&refresh_token=second");
    sentWith("t2", 1);
  }

  @Test
  void aTokenThatIsQuotedBackIsNotShown() throws Exception {
    tokens(issued("very-secret-token"));
    platform(aResponse().withStatus(400).withBody("bad token very-secret-token!"));
    Answer.Replied answer = (Answer.Replied) carriage.send(request());
    assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("bad token ***!");
  }

  @Test
  void aKeptRefreshTokenThatIsQuotedBackIsNotShown() throws Exception {
    shelf.keep("grant-1", "rotated-secret");
    tokens(
        aResponse()
            .withStatus(400)
            .withBody("{\"error\":\"invalid_grant\",\"error_description\":\"rotated-secret\"}"));
    Answer.Barred barred = (Answer.Barred) carriage.send(request());
    assertThat(barred.because()).doesNotContain("rotated-secret").contains("***");
  }

  @Test
  void aRequestThatNeedsNoTokenGoesAsItIs() throws Exception {
    Outbound plain =
        new Outbound(
            "POST",
            URI.create(server.baseUrl() + "/events"),
            List.of(),
            new byte[0],
            Duration.ofSeconds(20));
    assertThat(((Answer.Replied) carriage.send(plain)).status()).isEqualTo(200);
    assertThat(asked("/token")).isZero();
  }
}
