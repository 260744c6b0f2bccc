package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.crash.Vitals;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Senders that mean harm: while they are at it, another one is served as ever, the process stays
 * within its memory, and they get a clear answer or a closed door. {@code
 * -Dtagyard.hostile.connections=10000} tries more of them.
 */
class HostileClientsTest {
  private static final int CONNECTIONS = Integer.getInteger("tagyard.hostile.connections", 1_000);
  private static final int SLOW = 100;
  private static final long RESIDENT_KIB_MAX = 700 << 10;
  private static final String POST =
      "POST /v1/events HTTP/1.1\r\n"
          + "Host: t\r\n"
          + "Content-Type: application/json\r\n"
          + "Authorization: Bearer "
          + StoryYard.KEY
          + "\r\n";

  @TempDir Path folder;

  private GatewayFixture gateway;
  private Witness witness;

  @BeforeEach
  void aGatewayAndSomebodyWhoNeedsIt() throws IOException {
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", "http://127.0.0.1:9/hook", "{ flush: 20ms }");
    yard.write();
    gateway =
        GatewayFixture.start(
            folder.resolve("routes"),
            folder.resolve("data"),
            Map.of(
                "TAGYARD_LIMITS_REQUEST",
                "3s",
                "TAGYARD_LIMITS_CONNECTIONS",
                Integer.toString(CONNECTIONS + 50)));
    witness = new Witness();
  }

  @AfterEach
  void theWitnessWasServed() throws Exception {
    try {
      witness.end();
      assertThat(witness.failures).as("what the other client saw").isEmpty();
      assertThat(witness.served.get()).isPositive();
      if (Vitals.known()) {
        assertThat(Vitals.of(gateway.process()).residentKib()).isLessThan(RESIDENT_KIB_MAX);
      }
    } finally {
      gateway.close();
    }
  }

  @Test
  void whoSendsAByteNowAndThenIsCutOffAndSoIsWhoSendsHalf() throws Exception {
    List<RawClient> half = new ArrayList<>();
    List<RawClient> slow = new ArrayList<>();
    for (int i = 0; i < SLOW; i++) {
      slow.add(new RawClient(gateway).send(i % 2 == 0 ? "POST /v1/ev" : POST));
      half.add(new RawClient(gateway).send(POST + "Content-Length: 500\r\n\r\n{\"name\":"));
    }
    AtomicBoolean stop = new AtomicBoolean();
    Thread dripping =
        Thread.ofVirtual()
            .start(() -> {
              while (!stop.get()) {
                slow.forEach(HostileClientsTest::drip);
                LockSupport.parkNanos(200_000_000);
              }
            });
    for (RawClient client : half) {
      assertThat(client.answer()).contains(" 408 ");
    }
    for (RawClient client : slow) {
      assertThat(client.isClosedByTheGateway()).isTrue();
    }
    stop.set(true);
    dripping.join();
    assertThat(refused("too_slow")).isEqualTo(2.0 * SLOW);
  }

  private static void drip(RawClient client) {
    try {
      client.send("a");
    } catch (IOException e) {
      return; // closed, as it should be
    }
  }

  @Test
  void connectionsThatAreOpenedAndLeftTakeNothingFromOthersAndThereIsALimit() throws Exception {
    List<RawClient> left = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      left.add(new RawClient(gateway));
    }
    int before = witness.served.get();
    witness.untilServed(before + 20);
    List<RawClient> more = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      more.add(new RawClient(gateway));
    }
    witness.untilServed(witness.served.get() + 20);
    for (RawClient client : left) {
      client.close();
    }
    for (RawClient client : more) {
      client.close();
    }
    Await.until(
        "the doors are free again",
        Duration.ofSeconds(20),
        () -> {
          try (RawClient asker = new RawClient(gateway)) {
            return asker.send("GET /health HTTP/1.1\r\nHost: t\r\n\r\n").answer().contains(" 200 ");
          } catch (IOException e) {
            return false;
          }
        });
    assertThat(refused("too_many")).as("refused of 100 with 50 places").isGreaterThanOrEqualTo(50);
    for (int i = 0; i < 10 * CONNECTIONS; i++) {
      new RawClient(gateway).close();
    }
    witness.untilServed(witness.served.get() + 20);
  }

  @Test
  void bodiesAndHeadersThatAreTooLargeAreAnsweredAndNotKept() throws Exception {
    byte[] bomb = bomb(200 << 20);
    HttpRequest packed =
        gateway
            .request("/v1/events", StoryYard.KEY)
            .header("Content-Type", "application/json")
            .header("Content-Encoding", "gzip")
            .POST(HttpRequest.BodyPublishers.ofByteArray(bomb))
            .build();
    for (int i = 0; i < 20; i++) {
      assertThat(GatewayFixture.sendOrFail(packed).status()).isEqualTo(413);
    }
    try (RawClient large = new RawClient(gateway)) {
      large.send(POST + "Content-Length: 1000000000\r\n\r\n{");
      assertThat(large.answer()).contains(" 413 ");
    }
    try (RawClient endless = new RawClient(gateway)) {
      endless.send(POST + "Transfer-Encoding: chunked\r\n\r\n");
      String chunk = "10000\r\n" + "a".repeat(1 << 16) + "\r\n";
      assertThat(answered(endless, chunk, 200)).contains(" 413 ");
    }
    try (RawClient flood = new RawClient(gateway)) {
      StringBuilder headers = new StringBuilder(POST);
      for (int i = 0; i < 5_000; i++) {
        headers.append("X-").append(i).append(": a\r\n");
      }
      assertThat(answered(flood, headers.toString(), 1)).containsPattern(" 4\\d\\d ");
    }
  }

  @Test
  void manyLargeBodiesAtOnceAreRefusedWhileTheyArriveAndLeaveTheirRoomBehind() throws Exception {
    int length = 4 << 20;
    List<RawClient> half = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      half.add(new RawClient(gateway).send(POST + "Content-Length: " + length + "\r\n\r\n["));
      half.getLast().send(" ".repeat(length - 2));
    }
    assertThat(half.getLast().answer()).contains(" 503 ").contains("etry-after: 1");
    assertThat(half.getLast().isClosedByTheGateway()).as("its body unread").isTrue();
    assertThat(refused("memory")).isGreaterThanOrEqualTo(20);
    witness.untilServed(witness.served.get() + 5);
    for (RawClient client : half) {
      client.close();
    }
    Await.until(
        "a whole batch finds room again",
        Duration.ofSeconds(20),
        () -> gateway.send(batch("[" + " ".repeat(length - 2) + "]")).status() == 202);
  }

  @Test
  void bodiesOfNothingButSmallValuesAreRefusedBeforeTheyGrowInMemory() throws Exception {
    List<String> bodies =
        List.of("[" + "{},".repeat(1_300_000) + "{}]", "{}\n".repeat(1_300_000), nested(1_300_000));
    List<Thread> senders = new ArrayList<>();
    List<Integer> answers = java.util.Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 12; i++) {
      HttpRequest.Builder request = batch(bodies.get(i % bodies.size()));
      senders.add(Thread.ofVirtual().start(() -> answers.add(gateway.send(request).status())));
    }
    for (Thread sender : senders) {
      sender.join();
    }
    assertThat(answers).hasSize(12).allMatch(status -> status == 413 || status == 503);
    assertThat(answers).contains(413);
  }

  private static String nested(int values) {
    return "[{\"a\":[" + "{},".repeat(values - 1) + "{}]}]";
  }

  private HttpRequest.Builder batch(String body) {
    return gateway
        .request("/v1/events", StoryYard.KEY)
        .header("Content-Type", body.startsWith("[") ? "application/json" : "application/x-ndjson")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  /** Sends this again and again until there is an answer. */
  private static String answered(RawClient client, String text, int times) throws IOException {
    try {
      for (int i = 0; i < times; i++) {
        client.send(text);
      }
    } catch (IOException e) {
      return client.answer(); // closed for writing; the answer may still be there
    }
    return client.answer();
  }

  private static byte[] bomb(int zeros) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] chunk = new byte[1 << 20];
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      for (int i = 0; i < zeros; i += chunk.length) {
        gzip.write(chunk);
      }
    }
    return bytes.toByteArray();
  }

  private double refused(String reason) {
    String line = "tagyard_connections_refused_total{reason=\"" + reason + "\"} ";
    return gateway
        .send(gateway.request("/prometheus", "").GET())
        .text()
        .lines()
        .filter(it -> it.startsWith(line))
        .mapToDouble(it -> Double.parseDouble(it.substring(line.length())))
        .findFirst()
        .orElse(0);
  }

  /** Somebody else, who sends an event every now and then and expects it to be taken. */
  private final class Witness {
    private final AtomicInteger served = new AtomicInteger();
    private final List<String> failures = java.util.Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean stop = new AtomicBoolean();
    private final Thread thread = Thread.ofVirtual().start(this::run);

    private void run() {
      while (!stop.get()) {
        HttpRequest request =
            gateway
                .request("/v1/events", StoryYard.KEY)
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        StoryYard.purchase("witness-" + served.get())))
                .build();
        try {
          GatewayFixture.Reply reply = GatewayFixture.sendOrFail(request);
          if (reply.status() == 202) {
            served.incrementAndGet();
          } else {
            failures.add(reply.status() + " " + reply.text());
          }
        } catch (IOException e) {
          failures.add(e.toString());
        }
        LockSupport.parkNanos(20_000_000);
      }
    }

    void untilServed(int count) {
      Await.until(
          "the other client is served; it saw " + failures,
          Duration.ofSeconds(30),
          () -> served.get() >= count);
    }

    void end() throws InterruptedException {
      stop.set(true);
      thread.join();
    }
  }
}
