package io.tagyard.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.http.Network;
import io.tagyard.event.Events;
import io.tagyard.event.Flags;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import io.tagyard.schema.EventSchemas;
import io.tagyard.schema.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * An address is read alike wherever it stands: in the event, in both headers, at the connection.
 */
class AddressesTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final List<Network> PROXIES =
      List.of(
          Network.parse("127.0.0.1").orElseThrow(), Network.parse("198.51.100.0/24").orElseThrow());

  /** Writings of one address, and what each is; empty = nobody's. */
  private static Map<String, String> writings() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String address :
        List.of("203.0.113.9", "192.0.2.1", "8.8.8.8", "172.32.0.1", "100.128.0.1")) {
      for (String form : List.of("%s", " %s ", "%s:5566", "\t%s", "::ffff:%s", "[::ffff:%s]:443")) {
        all.put(form.formatted(address), address);
      }
    }
    for (String address : List.of("2001:db8::1", "2a00:1450:4001:82b::200e")) {
      for (String form : List.of("%s", "[%s]", "[%s]:8080", " %s ", "%s%%eth0", "[%s%%25eth0]")) {
        all.put(form.formatted(address), address);
      }
    }
    all.put("2001:0DB8:0000:0000:0000:0000:0000:0001", "2001:db8::1");
    all.put("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1");
    all.put("2001:DB8::00FF", "2001:db8::ff");
    for (String nobody :
        List.of(
            "unknown",
            "_hidden",
            "-",
            "",
            "999.1.1.1",
            "1.2.3",
            "1.2.3.4.5",
            "jane@example.com",
            "localhost",
            "shop.example.com",
            "10.0.0.0/8",
            "<script>",
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.1.1",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "240.0.0.1",
            "::",
            "::1",
            "fe80::1",
            "fe80::1%eth0",
            "fc00::1",
            "fd12:3456::1",
            "ff02::1",
            "::ffff:10.0.0.1",
            "::ffff:127.0.0.1",
            "203.0.113.9:port",
            "203.0.113.9:123456",
            "[2001:db8::1",
            "0x7f.1",
            "2130706433",
            "0177.0.0.1",
            "1::2::3")) {
      all.put(nobody, "");
    }
    return all;
  }

  @Test
  void thereAreEightyWritingsAtLeast() {
    assertThat(writings()).hasSizeGreaterThan(80);
  }

  @TestFactory
  Stream<DynamicTest> everyWritingIsReadAlikeInAllFourPlaces() {
    return writings().entrySet().stream()
        .map(each ->
            DynamicTest.dynamicTest(
                "'" + each.getKey() + "' is '" + each.getValue() + "'",
                () -> {
                  String sent = each.getKey();
                  assertThat(inTheEvent(sent)).isEqualTo(each.getValue());
                  assertThat(Visitor.of("127.0.0.1", List.of(sent), PROXIES))
                      .isEqualTo(each.getValue());
                  assertThat(
                          Visitor.of(
                              "127.0.0.1", List.of("for=\"" + sent + "\";proto=https"), PROXIES))
                      .isEqualTo(each.getValue());
                  assertThat(Visitor.of(sent, List.of(), List.of())).isEqualTo(each.getValue());
                }));
  }

  @Test
  void theFirstPublicAddressOfAListCounts() {
    assertThat(inTheEvent("unknown, 10.0.0.1, 203.0.113.9, 192.0.2.1")).isEqualTo("203.0.113.9");
    assertThat(inTheEvent("203.0.113.9:1, 192.0.2.1")).isEqualTo("203.0.113.9");
    assertThat(inTheEvent("10.0.0.1, 192.168.0.1")).isEmpty();
  }

  @Test
  void onlyATrustedProxyIsBelievedAndNeverTakenForTheVisitor() {
    List<String> hops = List.of("203.0.113.9", "10.0.0.5", "198.51.100.7");
    assertThat(Visitor.of("127.0.0.1", hops, PROXIES)).isEqualTo("203.0.113.9");
    assertThat(Visitor.of("192.0.2.77", hops, PROXIES)).isEqualTo("192.0.2.77");
    assertThat(Visitor.of("127.0.0.1", List.of("6.6.6.6", "203.0.113.9"), PROXIES))
        .isEqualTo("203.0.113.9");
    assertThat(Visitor.of("127.0.0.1", List.of("198.51.100.9"), PROXIES)).isEmpty();
    assertThat(Visitor.of("127.0.0.1", new ArrayList<>(), PROXIES)).isEmpty();
  }

  @Test
  void aPageCannotClaimAnAddressWhereTheGatewaySeesNone() {
    Sender page = new Sender("acme", "web", SourceKind.BROWSER, null, "", "Agent/1", false);
    ValidEvent taken = taken(page, "8.8.8.8");
    assertThat(taken.body().path("device").has("ip")).isFalse();
  }

  private static String inTheEvent(String address) {
    ValidEvent taken = taken(Sender.server("acme", "shop", SourceKind.SERVER, null), address);
    String kept = taken.body().path("device").path("ip").asText("");
    assertThat(taken.flags().contains(Flags.IP_UNREADABLE))
        .isEqualTo(kept.isEmpty() && !address.isBlank());
    return kept;
  }

  private static ValidEvent taken(Sender sender, String address) {
    var event =
        (com.fasterxml.jackson.databind.node.ObjectNode)
            Events.json("{'id':'e','name':'login','time':'2026-11-20T10:00:00Z','device':{}}");
    event.withObject("/device").put("ip", address);
    Verdict verdict = EventSchemas.builtIn().judge(new InboundEvent(sender, event, NOON, false));
    return ((Verdict.Valid) verdict).event();
  }
}
