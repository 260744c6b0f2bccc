package io.tagyard.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An outcome comes only from the answer to that request. The server tells each request what it was
 * asked, so that an answer that belongs to another is seen.
 */
@Timeout(60)
class OwnAnswerTest {
  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final NetworkPolicy LOCAL = new NetworkPolicy(List.of(Network.of("127.0.0.0/8")));

  @TempDir static Path folder;
  private static TestKeys keys;
  private static Courier courier;

  @BeforeAll
  static void open() throws IOException, InterruptedException {
    keys = TestKeys.make(folder, "dns:localhost");
    courier = new Courier(LOCAL, InstantSource.system(), keys.trust(), InetAddress::getAllByName);
  }

  @AfterAll
  static void close() {
    courier.close();
  }

  private static ServerSocket socket(boolean tls) throws Exception {
    return tls ? keys.listen() : new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private static Answer ask(RawServer server, boolean tls, String word, Duration timeout)
      throws InterruptedException {
    URI uri = URI.create((tls ? "https" : "http") + "://localhost:" + server.port() + "/" + word);
    return courier.send(new Outbound("POST", uri, List.of(), new byte[] {'x'}, timeout));
  }

  /** The word asked for and its status, as text: 200 for those that begin with a, else 400. */
  private static String said(Answer answer) {
    return answer instanceof Answer.Replied reply
        ? reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8)
        : answer.toString();
  }

  private static String own(String word) {
    return (word.startsWith("a") ? "200 " : "400 ") + word;
  }

  private static String word(String request) {
    return request.substring("POST /".length(), request.indexOf(" HTTP"));
  }

  private static String echo(String request) {
    String word = word(request);
    return "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(word.startsWith("a") ? "200 OK" : "400 No", word.length(), word);
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Statuses before the answer, whether they come in its packet, and whether by TLS. */
  static Stream<Arguments> interims() {
    return Stream.of(
            List.of(100),
            List.of(101),
            List.of(102),
            List.of(103),
            List.of(150),
            List.of(199),
            List.of(103, 103),
            List.of(100, 102, 103),
            List.of(103, 103, 103, 103, 103, 103, 103, 103, 103, 103))
        .flatMap(statuses ->
            Stream.of("together", "apart", "late")
                .flatMap(
                    pace -> Stream.of(false, true).map(tls -> Arguments.of(statuses, pace, tls))));
  }

  @ParameterizedTest
  @MethodSource("interims")
  void interimAnswersAreSkipped(List<Integer> statuses, String pace, boolean tls) throws Exception {
    try (RawServer server =
        new RawServer(
            socket(tls),
            (request, socket, out) -> {
              StringBuilder held = new StringBuilder();
              for (int status : statuses) {
                held.append("HTTP/1.1 " + status + " Wait\r\nLink: </a.css>; rel=preload\r\n\r\n");
                if (!pace.equals("together")) {
                  write(out, held.toString());
                  held.setLength(0);
                }
              }
              if (pace.equals("late")) {
                new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
              }
              write(out, held + echo(request));
            })) {
      for (String word : List.of("a1", "b1", "a2", "b2")) {
        assertThat(said(ask(server, tls, word, PATIENT))).isEqualTo(own(word));
      }
      assertThat(server.requests()).hasSize(4);
      assertThat(server.connections()).as("kept").isLessThanOrEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"103 Early Hints", "100 Continue", "199 More"})
  void interimAnswersWithoutEndEndTheExchangeAndItsConnection(String status) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
        new RawServer((socket, out) -> {
          try {
            while (true) {
              write(out, "HTTP/1.1 " + status + "\r\n\r\n");
            }
          } catch (IOException gone) {
            closed.countDown();
          }
        })) {
      assertThat(ask(server, false, "a", PATIENT))
          .isEqualTo(new Answer.Silence("network_error", false));
      assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(server.requests()).as("not sent again at once").hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged",
        "HTTP/1.1 200 OK\r\nContent-Le",
        "HTTP/1.1 103 Early Hints\r\n\r\n",
        "more than was announced",
        "\r\n",
        "\n",
        "0",
        "\u0000"
      })
  void aConnectionWithBytesLeftOverIsClosed(String surplus) throws Exception {
    for (boolean tls : new boolean[] {false, true}) {
      try (RawServer server =
          new RawServer(
              socket(tls), (request, socket, out) -> write(out, echo(request) + surplus))) {
        for (String word : List.of("a1", "b1", "a2", "b2")) {
          assertThat(said(ask(server, tls, word, PATIENT))).isEqualTo(own(word));
        }
        assertThat(server.connections()).as("one for each").isEqualTo(4);
      }
    }
  }

  /** What comes later lies on the connection before the next request is written there. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nforged", "H", "\r\n"})
  void aConnectionOnWhichSomethingComesUnaskedIsClosed(String surplus) throws Exception {
    for (boolean tls : new boolean[] {false, true}) {
      CountDownLatch answered = new CountDownLatch(1);
      CountDownLatch added = new CountDownLatch(1);
      try (RawServer server =
          new RawServer(
              socket(tls),
              (request, socket, out) -> {
                write(out, echo(request));
                if (word(request).equals("a1")) {
                  answered.await();
                  write(out, surplus);
                  added.countDown();
                }
              })) {
        assertThat(said(ask(server, tls, "a1", PATIENT))).isEqualTo(own("a1"));
        answered.countDown();
        added.await();
        for (String word : List.of("b1", "a2", "b2")) {
          assertThat(said(ask(server, tls, word, PATIENT))).isEqualTo(own(word));
        }
      }
    }
  }

  @Test
  void anAnswerThatComesAfterOurTimeoutIsNobodys() throws Exception {
    CountDownLatch givenUp = new CountDownLatch(1);
    try (RawServer server =
        new RawServer((request, socket, out) -> {
          if (word(request).equals("a-slow")) {
            givenUp.await();
          }
          write(out, echo(request));
        })) {
      assertThat(said(ask(server, false, "a1", PATIENT))).isEqualTo(own("a1"));
      assertThat(ask(server, false, "a-slow", Duration.ofMillis(200)))
          .isEqualTo(new Answer.Silence("timeout", false));
      givenUp.countDown();
      for (String word : List.of("b1", "b2", "a2", "b3")) {
        assertThat(said(ask(server, false, word, PATIENT))).isEqualTo(own(word));
      }
    }
  }

  @Test
  void anAnswerBeforeTheRequestIsWrittenWholeCountsAndEndsTheConnection() throws Exception {
    Set<String> seen = ConcurrentHashMap.newKeySet();
    try (ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual()
          .start(() -> {
            for (int i = 0; i < 2; i++) {
              try {
                java.net.Socket socket = listening.accept();
                seen.add(socket.getRemoteSocketAddress().toString());
                int ignored = socket.getInputStream().read(new byte[64]);
                write(socket.getOutputStream(), "HTTP/1.1 413 Big\r\nContent-Length: 0\r\n\r\n");
              } catch (IOException gone) {
                return;
              }
            }
          });
      URI uri = URI.create("http://localhost:" + listening.getLocalPort() + "/");
      Outbound large = new Outbound("POST", uri, List.of(), new byte[32 << 20], PATIENT);
      for (int i = 0; i < 2; i++) {
        assertThat(said(courier.send(large))).isEqualTo("413 ");
      }
      assertThat(seen).as("a connection for each").hasSize(2);
    }
  }

  /** Everything at once, from many senders: each answer is its request's own. */
  @Test
  void amongManyRequestsEachGetsItsOwn() throws Exception {
    try (RawServer server =
            new RawServer((request, socket, out) -> {
              int manner = Math.floorMod(word(request).hashCode(), 5);
              String interim = "HTTP/1.1 103 Early Hints\r\n\r\n";
              switch (manner) {
                case 0 -> write(out, interim + echo(request));
                case 1 -> {
                  write(out, interim);
                  write(out, echo(request));
                }
                case 2 -> write(out, echo(request) + echo("POST /forged HTTP"));
                case 3 -> write(out, echo(request) + "HTTP/1.1 200");
                default -> write(out, echo(request));
              }
            });
        var senders = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      List<String> words = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        String word = (i % 2 == 0 ? "a" : "b") + i;
        words.add(own(word));
        answers.add(senders.submit(() -> said(ask(server, false, word, PATIENT))));
      }
      List<String> got = new ArrayList<>();
      for (Future<String> answer : answers) {
        got.add(answer.get());
      }
      assertThat(got).isEqualTo(words);
    }
  }
}
