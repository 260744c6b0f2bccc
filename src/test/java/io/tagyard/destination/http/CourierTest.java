package io.tagyard.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Outbound.Header;
import io.tagyard.diagnostic.Product;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class CourierTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final NetworkPolicy LOCAL =
      new NetworkPolicy(List.of(Network.of("127.0.0.0/8"), Network.of("::1")));

  private final Courier courier = new Courier(LOCAL, InstantSource.fixed(NOON));

  @AfterEach
  void close() {
    courier.close();
  }

  private static Outbound post(String url, String body, Duration timeout) {
    return new Outbound(
        "POST",
        URI.create(url),
        List.of(new Header("Content-Type", "application/json"), new Header("X-One", "1")),
        body.getBytes(StandardCharsets.UTF_8),
        timeout);
  }

  private Answer send(RawServer server, Duration timeout) throws InterruptedException {
    return courier.send(
        post("http://127.0.0.1:" + server.port() + "/a%2Fb?q=%7Bx%7D&y", "{\"a\":1}", timeout));
  }

  @Test
  void aRequestArrivesAsItWasMadeAndItsAnswerComesBack() throws Exception {
    try (RawServer server =
        RawServer.answering(
            "HTTP/1.1 422 Never\r\nX-Told: a\r\nx-told: b\r\nContent-Length: 2\r\n\r\nno")) {
      Answer.Replied replied = (Answer.Replied) send(server, PATIENT);
      assertThat(replied.status()).isEqualTo(422);
      assertThat(replied.headers()).containsEntry("x-told", List.of("a", "b"));
      assertThat(new String(replied.body(), StandardCharsets.UTF_8)).isEqualTo("no");
      assertThat(replied.at()).isEqualTo(NOON);
      String request = server.requests().getFirst();
      assertThat(request)
          .startsWith("POST /a%2Fb?q=%7Bx%7D&y HTTP/1.1\r\n")
          .endsWith("\r\n\r\n{\"a\":1}")
          .containsIgnoringCase("host: 127.0.0.1:" + server.port() + "\r\n")
          .containsIgnoringCase("content-length: 7\r\n")
          .containsIgnoringCase("user-agent: Tagyard/" + Product.VERSION + "\r\n")
          .doesNotContainIgnoringCase(Wire.NUMBER)
          .contains("Content-Type: application/json\r\nX-One: 1\r\n");
    }
  }

  @Test
  void aConnectionIsUsedAgain() throws Exception {
    try (RawServer server = RawServer.answering("HTTP/1.1 204 Fine\r\n\r\n")) {
      for (int i = 0; i < 5; i++) {
        assertThat(((Answer.Replied) send(server, PATIENT)).status()).isEqualTo(204);
      }
      // the second request may come before the first connection is back in the pool
      assertThat(server.connections()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void aGetHasNoBodyAndAnyStatusIsAnAnswer() throws Exception {
    try (RawServer server = RawServer.answering("HTTP/1.1 599 Odd\r\nContent-Length: 0\r\n\r\n")) {
      Outbound get =
          new Outbound(
              "GET",
              URI.create("http://127.0.0.1:" + server.port()),
              List.of(),
              new byte[0],
              PATIENT);
      assertThat(((Answer.Replied) courier.send(get)).status()).isEqualTo(599);
      assertThat(server.requests().getFirst()).startsWith("GET / HTTP/1.1\r\n");
    }
  }

  @Test
  void aHeaderThatIsNotAsciiIsSentAsUtf8() throws Exception {
    try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) {
      Outbound request =
          new Outbound(
              "POST",
              URI.create("http://localhost:" + server.port() + "/"),
              List.of(new Header("X-Name", "Zoë")),
              new byte[0],
              PATIENT);
      assertThat(courier.send(request)).isInstanceOf(Answer.Replied.class);
      String wire = new String("Zoë".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      assertThat(server.requests().getFirst()).contains("X-Name: " + wire + "\r\n");
    }
  }

  @Test
  void aRedirectIsAnAnswerAndNotFollowed() throws Exception {
    try (RawServer elsewhere = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        RawServer server =
            RawServer.answering(
                "HTTP/1.1 302 There\r\nLocation: http://127.0.0.1:"
                    + elsewhere.port()
                    + "/\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(((Answer.Replied) send(server, PATIENT)).status()).isEqualTo(302);
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @Test
  void anAnswerIsCutAt64KiBAndItsConnectionClosed() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
        new RawServer((socket, out) -> {
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n"
                  .getBytes(StandardCharsets.UTF_8));
          byte[] much = new byte[1 << 16];
          try {
            for (int i = 0; i < 1500; i++) {
              out.write(much);
            }
          } catch (IOException gone) {
            closed.countDown();
          }
        })) {
      Answer.Replied replied = (Answer.Replied) send(server, PATIENT);
      assertThat(replied.status()).isEqualTo(200);
      assertThat(replied.body()).hasSize(Courier.ANSWER_BYTES_MAX);
      assertThat(replied.note()).isEqualTo("only the first 64 KiB of the answer were read");
      assertThat(closed.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void silenceUpToTheDeadlineIsATimeout() throws Exception {
    CountDownLatch end = new CountDownLatch(1);
    try (RawServer server = new RawServer((socket, out) -> end.await())) {
      assertThat(send(server, SHORT)).isEqualTo(new Answer.Silence("timeout", false));
      end.countDown();
    }
  }

  @Test
  void aRequestThatIsGivenUpClosesItsConnection() throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
        new RawServer((socket, out) -> {
          if (socket.getInputStream().read() < 0) {
            closed.countDown();
          }
        })) {
      assertThat(send(server, SHORT)).isEqualTo(new Answer.Silence("timeout", false));
      assertThat(closed.await(10, java.util.concurrent.TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aResetIsSaid() throws Exception {
    try (RawServer server =
        new RawServer((socket, out) -> {
          socket.setSoLinger(true, 0);
          socket.close();
        })) {
      assertThat(send(server, PATIENT)).isEqualTo(new Answer.Silence("connection_reset", false));
    }
  }

  @Test
  void anEndBeforeTheAnswerIsAResetToo() throws Exception {
    try (RawServer server = new RawServer((socket, out) -> socket.close())) {
      assertThat(send(server, PATIENT)).isEqualTo(new Answer.Silence("connection_reset", false));
    }
  }

  @Test
  void aKeptConnectionThatWasClosedMeanwhileIsTriedOnceMoreAtOnce() throws Exception {
    // a connection that is asked again was kept; a fresh one that ends is a reset
    java.util.Set<java.net.Socket> asked = java.util.concurrent.ConcurrentHashMap.newKeySet();
    java.util.concurrent.atomic.AtomicBoolean closed =
        new java.util.concurrent.atomic.AtomicBoolean();
    try (RawServer server =
        new RawServer((socket, out) -> {
          if (!asked.add(socket) && closed.compareAndSet(false, true)) {
            socket.close();
            return;
          }
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
          out.flush();
        })) {
      for (int i = 0; i < 3; i++) {
        assertThat(send(server, PATIENT)).isInstanceOf(Answer.Replied.class);
      }
      assertThat(server.requests()).hasSizeBetween(3, 4);
    }
  }

  @Test
  void nobodyListeningIsARefusedConnection() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    assertThat(courier.send(post("http://127.0.0.1:" + free + "/", "", PATIENT)))
        .isEqualTo(new Answer.Silence("connection_refused", true));
  }

  @Test
  void whatIsNoHttpIsANetworkError() throws Exception {
    try (RawServer server = RawServer.answering("SSH-2.0-hello\r\n\r\n")) {
      Answer answer = send(server, PATIENT);
      assertThat(answer).isInstanceOf(Answer.Silence.class);
      assertThat(((Answer.Silence) answer).local()).isFalse();
    }
  }

  @Test
  void aNameThatIsNotThereIsADnsError() throws Exception {
    assertThat(courier.send(post("https://nobody.invalid/", "", PATIENT)))
        .isEqualTo(new Answer.Silence("dns_error", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://192.168.0.1/",
        "https://100.64.0.1/",
        "https://[fd00::1]/",
        "https://[fe80::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[64:ff9b::a00:1]/",
        "https://[::]/",
        "https://0.0.0.0/"
      })
  void addressesThatAreNotPublicAreBlocked(String url) throws Exception {
    Answer answer = courier.send(post(url, "", PATIENT));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Barred.class,
            barred ->
                assertThat(barred.because())
                    .contains(URI.create(url).getHost())
                    .contains("not a public address; --allow-network"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://2130706433/",
        "https://127.1/",
        "https://[::ffff:127.0.0.1]/"
      })
  void loopbackIsBlockedInEveryNotationUnlessAllowed(String url) throws Exception {
    try (Courier strict = new Courier(NetworkPolicy.PUBLIC, InstantSource.fixed(NOON))) {
      Answer answer = strict.send(post(url, "", PATIENT));
      assertThat(answer)
          .satisfiesAnyOf(
              none -> assertThat(none).isEqualTo(new Answer.Silence("dns_error", true)),
              barred -> assertThat(barred).isInstanceOf(Answer.Barred.class));
    }
  }

  @Test
  void plainHttpGoesOnlyWhereTheOperatorAllowsIt() throws Exception {
    assertThat(courier.send(post("http://8.8.8.8/", "", PATIENT)))
        .isEqualTo(
            new Answer.Barred(
                "8.8.8.8 by plain http: only what --allow-network opens is sent to without TLS; "
                    + "use https, or --allow-network 8.8.8.8"));
  }

  @Test
  void anAllowedPortOpensNoOther() throws Exception {
    try (RawServer one = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        RawServer other = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        Courier narrow =
            new Courier(
                new NetworkPolicy(List.of(Network.of("127.0.0.1").at(one.port()))),
                InstantSource.fixed(NOON))) {
      String host = "http://127.0.0.1:";
      assertThat(narrow.send(post(host + one.port(), "", PATIENT)))
          .isInstanceOf(Answer.Replied.class);
      assertThat(narrow.send(post(host + other.port(), "", PATIENT)))
          .isInstanceOf(Answer.Barred.class);
      assertThat(other.connections()).isZero();
    }
  }
}
