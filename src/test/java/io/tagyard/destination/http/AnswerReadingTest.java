package io.tagyard.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An answer whose head was read has that status, whatever the rest of it is like. */
@Timeout(60)
class AnswerReadingTest {
  private static final Duration PATIENT = Duration.ofSeconds(10);
  private static final String LENGTH = "Content-Length: 2\r\n\r\nok";
  private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  private static final String BROKEN = "the rest of the answer was broken and was not read";

  private static Courier courier;

  @BeforeAll
  static void open() {
    courier =
        new Courier(new NetworkPolicy(List.of(Network.of("127.0.0.0/8"))), InstantSource.system());
  }

  @AfterAll
  static void close() {
    courier.close();
  }

  private static Answer ask(RawServer server, Duration timeout) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + "/");
    return courier.send(new Outbound("POST", uri, List.of(), new byte[] {'x'}, timeout));
  }

  private static Answer.Replied replied(String answer, boolean thenClosed) throws Exception {
    try (RawServer server =
        new RawServer((socket, out) -> {
          write(out, answer);
          if (thenClosed) {
            socket.close();
          }
        })) {
      return (Answer.Replied) ask(server, PATIENT);
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static String text(Answer.Replied reply) {
    return new String(reply.body(), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @CsvSource({"9000, 1", "400, 20", "100, 500", "60000, 1"})
  void headersUpTo64KiBAreRead(int length, int count) throws Exception {
    String header = "Content-Security-Policy: " + "p".repeat(length) + "\r\n";
    Answer.Replied reply =
        replied("HTTP/1.1 200 OK\r\n" + header.repeat(count) + "X-Last: 1\r\n" + LENGTH, false);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.headers()).containsEntry("x-last", List.of("1"));
    assertThat(text(reply)).isEqualTo("ok");
    assertThat(reply.note()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"200, 70000, 1", "429, 70000, 1", "503, 1000, 100", "200, 5000000, 1"})
  void ofLongerHeadersTheStatusCounts(int status, int length, int count) throws Exception {
    String header = "Set-Cookie: " + "p".repeat(length) + "\r\n";
    Answer.Replied reply =
        replied(
            "HTTP/1.1 "
                + status
                + " X\r\nRetry-After: 7\r\nX-Next: 1\r\n"
                + header.repeat(count)
                + LENGTH,
            false);
    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.headers()).containsEntry("retry-after", List.of("7"));
    assertThat(reply.note())
        .isEqualTo("the rest of the answer was not read: its headers are longer than 64 KiB");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no colon here", ": no name", "X-Bad: a\u0000b", "X-Bad: a\u000bb"})
  void ofBrokenHeadersTheStatusCounts(String header) throws Exception {
    Answer.Replied reply = replied("HTTP/1.1 202 OK\r\n" + header + "\r\n" + LENGTH, false);
    assertThat(reply.status()).isEqualTo(202);
  }

  @Test
  void aLongReasonIsRead() throws Exception {
    Answer.Replied reply = replied("HTTP/1.1 200 " + "o".repeat(20_000) + "\r\n" + LENGTH, false);
    assertThat(text(reply)).isEqualTo("ok");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2;x=y\r\nok\r\n0\r\n\r\n",
        "2;x\r\nok\r\n0;last\r\n\r\n",
        "2;x=\"a b; c\"\r\nok\r\n0\r\n\r\n",
        "2;x=\"a\\\"b\"\r\nok\r\n0\r\n\r\n",
        "2;a=1;b=2\r\nok\r\n0;c=3\r\n\r\n",
        "1;a=1\r\no\r\n1;b=\"2\"\r\nk\r\n0\r\nX-Trailer: 1\r\n\r\n",
        "0002\r\nok\r\n000\r\n\r\n"
      })
  void chunkExtensionsAreReadOver(String chunks) throws Exception {
    try (RawServer server = RawServer.answering(CHUNKED + chunks)) {
      for (int i = 0; i < 3; i++) {
        Answer.Replied reply = (Answer.Replied) ask(server, PATIENT);
        assertThat(text(reply)).isEqualTo("ok");
        assertThat(reply.note()).isNull();
      }
      assertThat(server.connections()).as("kept").isLessThanOrEqualTo(2);
    }
  }

  @Test
  void chunksCountBeforeALengthAndTheConnectionIsNotUsedAgain() throws Exception {
    try (RawServer server =
        RawServer.answering(
            "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\nok\r\n0\r\n\r\n")) {
      for (int i = 0; i < 3; i++) {
        assertThat(text((Answer.Replied) ask(server, PATIENT))).isEqualTo("ok");
      }
      assertThat(server.connections()).isEqualTo(3);
    }
  }

  /** What is wrong, and what was read before. */
  static Stream<Arguments> brokenBodies() {
    return Stream.of(
        Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", "abc"),
        Arguments.of("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", ""),
        Arguments.of(CHUNKED + "3\r\nabc\r\nzz\r\n", "abc"),
        Arguments.of(CHUNKED + "3\r\nabcdef\r\n0\r\n\r\n", "abc"),
        Arguments.of(CHUNKED + "3\r\nabc\r\n", "abc"),
        Arguments.of(CHUNKED + "3;=\r\nabc\r\n0\r\n\r\n", ""),
        Arguments.of(CHUNKED + "fffffffff\r\nabc", ""),
        Arguments.of(CHUNKED, ""));
  }

  @ParameterizedTest
  @MethodSource("brokenBodies")
  void aFaultInTheBodyIsNotSilence(String answer, String read) throws Exception {
    Answer.Replied reply = replied(answer, true);
    assertThat(reply.status()).isEqualTo(200);
    assertThat(text(reply)).isEqualTo(read);
    assertThat(reply.note()).isEqualTo(BROKEN);
  }

  @Test
  void aBodyThatEndsWithItsConnectionIsWhole() throws Exception {
    Answer.Replied reply = replied("HTTP/1.1 200 OK\r\n\r\nall of it", true);
    assertThat(text(reply)).isEqualTo("all of it");
    assertThat(reply.note()).isNull();
  }

  @Test
  void aHeadThatBreaksOffIsSilence() throws Exception {
    try (RawServer server =
        new RawServer((socket, out) -> {
          write(out, "HTTP/1.1 200 OK\r\nContent-Le");
          socket.close();
        })) {
      assertThat(ask(server, PATIENT)).isEqualTo(new Answer.Silence("connection_reset", false));
    }
  }

  /** How a server wastes time after it took the request. */
  static Stream<Arguments> slow() {
    return Stream.of(
        Arguments.of("", "."),
        Arguments.of("HTTP/1.1 200 OK\r\nX-Slow: ", "."),
        Arguments.of("HTTP/1.1 200 OK\r\n", "X: 1\r\n"),
        Arguments.of("HTTP/1.1 2", ""),
        Arguments.of("", ""));
  }

  @ParameterizedTest
  @MethodSource("slow")
  void aHeadThatDripsEndsAtTheTimeout(String first, String drop) throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
        new RawServer((socket, out) -> {
          write(out, first);
          drip(socket, out, drop, closed);
        })) {
      assertThat(ask(server, Duration.ofMillis(400)))
          .isEqualTo(new Answer.Silence("timeout", false));
      assertThat(closed.await(10, TimeUnit.SECONDS)).as("its connection").isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"Content-Length: 1000, .", "Transfer-Encoding: chunked, '1\r\n.\r\n'", "X: 1, ."})
  void aBodyThatDripsEndsAtTheTimeoutAndTheStatusCounts(String framing, String drop)
      throws Exception {
    CountDownLatch closed = new CountDownLatch(1);
    try (RawServer server =
        new RawServer((socket, out) -> {
          write(out, "HTTP/1.1 503 No\r\nRetry-After: 9\r\n" + framing + "\r\n\r\n");
          drip(socket, out, drop, closed);
        })) {
      Answer.Replied reply = (Answer.Replied) ask(server, Duration.ofMillis(400));
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.headers()).containsEntry("retry-after", List.of("9"));
      assertThat(reply.note())
          .isEqualTo("the rest of the answer did not come in time and was not read");
      assertThat(closed.await(10, TimeUnit.SECONDS)).as("its connection").isTrue();
    }
  }

  private static void drip(Socket socket, OutputStream out, String drop, CountDownLatch closed)
      throws IOException, InterruptedException {
    try {
      if (drop.isEmpty()) {
        int end = socket.getInputStream().read();
        assertThat(end).isNegative();
      }
      while (!drop.isEmpty() && !closed.await(20, TimeUnit.MILLISECONDS)) {
        write(out, drop);
      }
    } catch (IOException gone) {
      // closed with something unread
    }
    closed.countDown();
  }
}
