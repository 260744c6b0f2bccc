package io.tagyard.destination.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.http.ssl.ClientSslConfiguration;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever wastes time, and in whatever stage of the exchange: it ends at the timeout. */
@Timeout(30)
class SlowServerTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private static final Answer BEFORE_IT_LEFT = new Answer.Silence("timeout", true);

  private final CountDownLatch over = new CountDownLatch(1);
  private final Courier courier =
      new Courier(
          new NetworkPolicy(List.of(Network.of("127.0.0.0/8"))),
          InstantSource.system(),
          new ClientSslConfiguration(),
          this::addresses);

  private InetAddress[] addresses(String name) {
    try {
      if (name.equals("slow.example")) {
        over.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new InetAddress[] {InetAddress.getLoopbackAddress()};
  }

  @AfterEach
  void close() {
    over.countDown();
    courier.close();
  }

  private Answer ask(String scheme, String host, int port, int bodyBytes)
      throws InterruptedException {
    URI uri = URI.create(scheme + "://" + host + ":" + port + "/");
    return courier.send(new Outbound("POST", uri, List.of(), new byte[bodyBytes], SHORT));
  }

  private static ServerSocket listening(int backlog) throws IOException {
    return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
  }

  @Test
  void aNameThatNobodyAnswersFor() throws Exception {
    assertThat(ask("https", "slow.example", 443, 1)).isEqualTo(BEFORE_IT_LEFT);
  }

  @Test
  void aConnectionThatIsNotTaken() throws Exception {
    try (ServerSocket full = listening(1)) {
      List<Socket> waiting = new ArrayList<>();
      try {
        // the kernel takes a few more than the backlog says; then it leaves callers waiting
        for (int i = 0; i < 4; i++) {
          Socket socket = new Socket();
          waiting.add(socket);
          socket.connect(full.getLocalSocketAddress(), 100);
        }
      } catch (IOException taken) {
        assertThat(waiting).isNotEmpty();
      }
      assertThat(ask("http", "127.0.0.1", full.getLocalPort(), 1)).isEqualTo(BEFORE_IT_LEFT);
      for (Socket socket : waiting) {
        socket.close();
      }
    }
  }

  @Test
  void aHandshakeThatIsNeverAnswered() throws Exception {
    try (ServerSocket silent = listening(50)) {
      assertThat(ask("https", "localhost", silent.getLocalPort(), 1)).isEqualTo(BEFORE_IT_LEFT);
    }
  }

  @Test
  void aHandshakeThatDrips() throws Exception {
    try (ServerSocket dripping = listening(50)) {
      Thread.ofVirtual()
          .start(() -> {
            try (Socket socket = dripping.accept()) {
              // the head of a handshake record of 16 KiB, and then its bytes one by one
              socket.getOutputStream().write(new byte[] {22, 3, 3, 64, 0, 2, 0, 63, (byte) 252});
              while (!over.await(20, TimeUnit.MILLISECONDS)) {
                socket.getOutputStream().write(3);
              }
            } catch (IOException | InterruptedException gone) {
              over.countDown();
            }
          });
      assertThat(ask("https", "localhost", dripping.getLocalPort(), 1)).isEqualTo(BEFORE_IT_LEFT);
    }
  }

  @Test
  void aServerThatNeverReadsTheRequest() throws Exception {
    try (ServerSocket deaf = new ServerSocket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThat(ask("http", "127.0.0.1", deaf.getLocalPort(), 32 << 20))
          .isEqualTo(new Answer.Silence("timeout", false));
    }
  }
}
