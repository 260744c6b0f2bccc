package io.tagyard.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.tagyard.destination.http.Courier;
import io.tagyard.destination.http.Network;
import io.tagyard.destination.http.NetworkPolicy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The same promises over real HTTP. */
class HttpStoryTest {
  private static final int EVENTS = 1_000;

  private final Map<String, WireMockServer> servers = new HashMap<>();
  private final Courier courier =
      new Courier(
          new NetworkPolicy(List.of(Network.parse("127.0.0.0/8").orElseThrow())),
          InstantSource.system());
  private final Kit kit = Kit.empty();

  @AfterEach
  void close() throws InterruptedException {
    kit.close();
    courier.close();
    servers.values().forEach(WireMockServer::stop);
  }

  private void server(String name, int batch, ResponseDefinitionBuilder answer) {
    WireMockServer server =
        new WireMockServer(
            WireMockConfiguration.options().dynamicPort().asynchronousResponseEnabled(true));
    server.start();
    servers.put(name, server);
    answers(name, answer);
    kit.at(name, "127.0.0.1:" + server.port(), tuning(batch));
  }

  private WireMockServer server(String name) {
    return Objects.requireNonNull(servers.get(name));
  }

  private void answers(String name, ResponseDefinitionBuilder answer) {
    server(name).resetMappings();
    server(name).stubFor(any(anyUrl()).willReturn(answer));
  }

  private int requests(String name) {
    return server(name).getAllServeEvents().size();
  }

  private Set<String> idsAt(String name) {
    Set<String> ids = new HashSet<>();
    server(name)
        .getAllServeEvents()
        .forEach(event -> ids.addAll(List.of(event.getRequest().getBodyAsString().split("\n"))));
    return ids;
  }

  @Test
  void troubleOfFiveConnectionsStaysTheirs() {
    kit.carrier = courier::send;
    server("hanging", 1, aResponse().withStatus(200).withFixedDelay(30_000));
    server("failing", 1, aResponse().withStatus(500));
    server("resetting", 1, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
    server("busy", 1, aResponse().withStatus(429).withHeader("Retry-After", "3600"));
    server("denied", 1, aResponse().withStatus(401));
    server("healthy", 20, aResponse().withStatus(200));
    kit.started();
    kit.events("e", EVENTS);

    kit.untilDelivered("healthy", EVENTS);
    assertThat(idsAt("healthy")).hasSize(EVENTS);
    assertThat(requests("healthy")).isLessThan(EVENTS / 4);
    until("failing stands", () -> kit.state("failing") == LaneState.OPEN);
    until("busy waits", () -> kit.state("busy") == LaneState.SLOWED);
    until("denied stands", () -> kit.state("denied") == LaneState.MISCONFIGURED);
    assertThat(requests("busy")).isOne();
    assertThat(requests("denied")).isOne();
    assertThat(requests("hanging")).isLessThanOrEqualTo(1);
    for (String name : servers.keySet()) {
      assertThat(kit.line(name).dead()).as(name).isZero();
    }
    kit.balanced();
  }

  @Test
  void aServerThatComesBackGetsEverything() {
    kit.carrier = courier::send;
    server("shop", 1, aResponse().withStatus(503));
    kit.started();
    kit.events("e", 100);
    until("it stands", () -> kit.state("shop") == LaneState.OPEN);

    answers("shop", aResponse().withStatus(200));
    until(
        "all delivered",
        () -> {
          kit.clock.passes(Duration.ofMillis(200));
          return kit.line("shop").delivered() == 100;
        });
    assertThat(idsAt("shop")).hasSize(100);
    kit.balanced();
  }
}
