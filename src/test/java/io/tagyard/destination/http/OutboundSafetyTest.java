package io.tagyard.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.ssl.ClientSslConfiguration;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nothing is sent to an address that is not public, whatever way it is written or found: as a
 * literal, in an odd notation, as the answer for a name, as the second answer for a name whose
 * first was good, or as the target of a redirect.
 */
class OutboundSafetyTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z"));
  private static final String OK =
      "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";

  /** First and last address of every range that is closed, and IPv4 in each of its IPv6 clothes. */
  static Stream<String> closed() {
    return Stream.of(
        "0.0.0.0",
        "0.255.255.255",
        "10.0.0.0",
        "10.255.255.255",
        "100.64.0.0",
        "100.127.255.255",
        "127.0.0.0",
        "127.255.255.255",
        "169.254.0.0",
        "169.254.169.254",
        "169.254.255.255",
        "172.16.0.0",
        "172.31.255.255",
        "192.0.0.0",
        "192.0.0.255",
        "192.0.2.0",
        "192.0.2.255",
        "192.88.99.0",
        "192.88.99.255",
        "192.168.0.0",
        "192.168.255.255",
        "198.18.0.0",
        "198.19.255.255",
        "198.51.100.0",
        "198.51.100.255",
        "203.0.113.0",
        "203.0.113.255",
        "224.0.0.0",
        "239.255.255.255",
        "240.0.0.0",
        "255.255.255.254",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254",
        "::ffff:7f00:1",
        "::127.0.0.1",
        "fe80::",
        "febf:ffff::1",
        "fec0::1",
        "fc00::",
        "fdff:ffff::1",
        "fd00:ec2::254",
        "ff00::",
        "ff02::1",
        "ffff:ffff::1",
        "2001:db8::",
        "2001:db8:ffff::1",
        "2001::1",
        "3fff::",
        "3fff:fff::1",
        "100::",
        "100::ffff",
        "100:0:0:1::1",
        "::ffff:0:127.0.0.1",
        "::ffff:0:808:808",
        "1fff:ffff::1",
        "4000::1",
        "8000::1",
        "2002::",
        "2002:7f00:1::1",
        "2002:a9fe:a9fe::1",
        "64:ff9b::",
        "64:ff9b::7f00:1",
        "64:ff9b:1::",
        "64:ff9b:1:ffff::1",
        "5f00::",
        "5f00:ffff::1");
  }

  @ParameterizedTest
  @MethodSource("closed")
  void aClosedAddressIsBlockedAsALiteralAndAsTheAnswerForAName(String address) throws Exception {
    String literal = address.contains(":") ? "[" + address + "]" : address;
    try (Courier courier = courier(name -> addresses(address))) {
      assertThat(blocked(courier.send(get("https://" + literal + "/")))).isTrue();
      assertThat(blocked(courier.send(get("https://looks-public.example/")))).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2130706433",
        "0x7f000001",
        "017700000001",
        "127.1",
        "127.0.1",
        "0x7f.0.0.1",
        "0x7f.1",
        "127.000.000.001",
        "localhost",
        "localhost.",
        "LOCALHOST",
        "2852039166"
      })
  void anOddNotationReachesNothing(String host) throws Exception {
    try (Courier courier = new Courier(NetworkPolicy.PUBLIC, CLOCK)) {
      Answer answer = courier.send(get("https://" + host + "/"));
      assertThat(blocked(answer) || answer.equals(new Answer.Silence("dns_error", true))).isTrue();
    }
  }

  @Test
  void aNameThatChangesItsAddressAfterTheCheckGainsNothing() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawServer open = RawServer.answering(OK);
        Courier courier =
            new Courier(
                new NetworkPolicy(List.of(Network.of("127.0.0.1"))),
                CLOCK,
                new ClientSslConfiguration(),
                name -> addresses(asked.getAndIncrement() == 0 ? "127.0.0.1" : "127.0.0.2"))) {
      String url = "http://rebinds.example:" + open.port() + "/";
      assertThat(courier.send(get(url))).isInstanceOf(Answer.Replied.class);
      assertThat(blocked(courier.send(get(url)))).isTrue();
      assertThat(open.connections()).isOne();
      assertThat(asked).as("one look-up for each connection").hasValue(2);
    }
  }

  @Test
  void ofSeveralAddressesOnlyTheOpenOnesAreTried() throws Exception {
    try (RawServer open = RawServer.answering(OK);
        Courier courier =
            new Courier(
                new NetworkPolicy(List.of(Network.of("127.0.0.1"))),
                CLOCK,
                new ClientSslConfiguration(),
                name -> addresses("10.0.0.1", "169.254.169.254", "127.0.0.1"))) {
      assertThat(courier.send(get("http://mixed.example:" + open.port() + "/")))
          .isInstanceOf(Answer.Replied.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://169.254.169.254/latest/meta-data",
        "//127.0.0.1/",
        "https://[::1]/",
        "/in"
      })
  void aRedirectIsAnAnswerAndLeadsNowhere(String location) throws Exception {
    try (RawServer server =
            RawServer.answering(
                "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
        Courier courier = new Courier(new NetworkPolicy(List.of(Network.of("127.0.0.1"))), CLOCK)) {
      Answer answer = courier.send(get("http://127.0.0.1:" + server.port() + "/"));
      assertThat(((Answer.Replied) answer).status()).isEqualTo(302);
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** Scenario 15: a name that is gone, and comes back at another address. */
  @Test
  void aNameThatComesBackAtAnotherAddressIsFoundWithoutARestart() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    try (RawServer server = RawServer.answering(OK);
        Courier courier =
            new Courier(
                new NetworkPolicy(List.of(Network.of("127.0.0.0/8"))),
                CLOCK,
                new ClientSslConfiguration(),
                name -> {
                  if (asked.getAndIncrement() < 2) {
                    throw new UnknownHostException(name);
                  }
                  return addresses("127.0.0.1");
                })) {
      String url = "http://moves.example:" + server.port() + "/";
      assertThat(courier.send(get(url))).isEqualTo(new Answer.Silence("dns_error", true));
      assertThat(courier.send(get(url))).isEqualTo(new Answer.Silence("dns_error", true));
      assertThat(courier.send(get(url))).isInstanceOf(Answer.Replied.class);
    }
  }

  private static boolean blocked(Answer answer) {
    return answer instanceof Answer.Barred(String because)
        && because.contains("not a public address; --allow-network");
  }

  private static Courier courier(CheckedResolver.Names names) {
    return new Courier(NetworkPolicy.PUBLIC, CLOCK, new ClientSslConfiguration(), names);
  }

  private static InetAddress[] addresses(String... literals) {
    return Stream.of(literals).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
  }

  private static Outbound get(String url) throws IOException {
    return new Outbound("GET", URI.create(url), List.of(), new byte[0], Duration.ofSeconds(10));
  }
}
