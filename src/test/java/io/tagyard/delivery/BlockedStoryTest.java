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
import io.tagyard.destination.http.Couriers;
import io.tagyard.destination.http.Network;
import io.tagyard.destination.http.NetworkPolicy;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Connections whose address the network policy forbids, one after the other beside healthy ones.
 */
class BlockedStoryTest {
  private static final List<String> HEALTHY = List.of("one", "two", "three");

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
  private final Map<String, List<String>> names = new HashMap<>();
  private final AtomicInteger rebinding = new AtomicInteger();
  private final Kit kit = Kit.empty();
  private Courier courier;

  @BeforeEach
  void start() {
    server.start();
    server.stubFor(
        any(anyUrl()).willReturn(aResponse().withStatus(200).withHeader("Connection", "close")));
    Network open = new Network(InetAddress.ofLiteral("127.0.0.1"), 32, server.port());
    courier = Couriers.of(new NetworkPolicy(List.of(open)), this::addresses);
    kit.carrier = courier::send;
  }

  @AfterEach
  void stop() throws InterruptedException {
    kit.close();
    courier.close();
    server.stop();
  }

  private Optional<List<String>> addresses(String name) {
    if (name.equals("rebinds.example")) {
      boolean first = rebinding.getAndIncrement() == 0;
      return Optional.of(List.of(first ? "127.0.0.1" : "10.0.0.1"));
    }
    return Optional.ofNullable(names.get(name));
  }

  private LaneStatus status(String connection) {
    return kit.lanes.state(kit.id(connection)).orElseThrow();
  }

  @Test
  void eachIsToldSoAndTheOthersGoOn() {
    HEALTHY.forEach(name -> kit.at(name, "127.0.0.1:" + server.port(), tuning(1)));
    kit.started();
    int event = 0;
    for (String address : Couriers.closed()) {
      String literal = address.contains(":") ? "[" + address + "]" : address;
      String named = "n" + event + ".example";
      names.put(named, List.of(address));
      kit.at("literal" + event, literal + ":80", tuning(1));
      kit.at("named" + event, named + ":80", tuning(1));
      kit.reload();
      kit.event("e" + event);
      for (String blocked : List.of("literal" + event, "named" + event)) {
        until(address, () -> kit.state(blocked) == LaneState.MISCONFIGURED);
        assertThat(status(blocked).because())
            .as(address)
            .contains("not a public address; --allow-network");
        assertThat(kit.line(blocked).pending()).isOne();
      }
      event++;
    }
    for (String name : HEALTHY) {
      kit.untilDelivered(name, event);
      assertThat(kit.state(name)).isEqualTo(LaneState.HEALTHY);
    }
    assertThat(kit.alarms).noneMatch(alarm -> alarm.contains("suspect"));
    assertThat(server.getAllServeEvents()).hasSize(event * HEALTHY.size());
    kit.balanced();
  }

  @Test
  void aNameThatRebindsBetweenTwoRequestsReachesNothing() {
    HEALTHY.forEach(name -> kit.at(name, "127.0.0.1:" + server.port(), tuning(1)));
    kit.at("rebinding", "rebinds.example:" + server.port(), tuning(1));
    kit.started();
    kit.event("e1");
    kit.untilDelivered("rebinding", 1);
    kit.event("e2");
    until("blocked", () -> kit.state("rebinding") == LaneState.MISCONFIGURED);
    assertThat(status("rebinding").because())
        .isEqualTo(
            "rebinds.example (10.0.0.1) is not a public address; --allow-network 10.0.0.1 opens it");
    HEALTHY.forEach(name -> kit.untilDelivered(name, 2));
    assertThat(kit.line("rebinding").delivered()).isOne();
    kit.balanced();
  }
}
