package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway is killed while it is loaded, again and again. Afterwards every acknowledged event
 * has exactly one visible fate on every connection, and nothing was delivered that was not sent.
 */
class KillStoryTest {
  private static final int ROUNDS = 3;
  private static final int SENDERS = 6;
  private static final Duration DRAIN = Duration.ofSeconds(40);

  @TempDir Path folder;

  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private final AtomicInteger numbers = new AtomicInteger();

  @Test
  @Timeout(value = 90, unit = TimeUnit.SECONDS)
  void noAcknowledgedEventIsLostOrInvented() throws Exception {
    long seed = Long.getLong("tagyard.kill.seed", System.nanoTime());
    System.out.println("kill seed " + seed + " (-Dtagyard.kill.seed repeats it)");
    Random random = new Random(seed);
    try (FaultServer platforms = new FaultServer()) {
      AtomicInteger flaky = new AtomicInteger();
      platforms.script(
          "flaky",
          request -> FaultServer.Reply.status(flaky.incrementAndGet() % 7 == 0 ? 503 : 200));
      StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
      yard.webhook("steady", platforms.url("steady"), "{ flush: 50ms }");
      yard.webhook("flaky", platforms.url("flaky"), "{ flush: 50ms }");
      yard.write();
      try (GatewayFixture gateway =
          GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"))) {
        for (int round = 0; round < ROUNDS; round++) {
          loadAndKill(gateway, random);
          gateway.start();
        }
        assertThat(acknowledged).as("the load was acknowledged").hasSizeGreaterThan(50);
        drained(gateway);
        everyFateIsVisible(gateway);
        assertThat(delivered(platforms, "steady")).containsAll(acknowledged).isSubsetOf(sent);
        assertThat(delivered(platforms, "flaky")).isSubsetOf(sent);
      }
    }
  }

  private void loadAndKill(GatewayFixture gateway, Random random) throws InterruptedException {
    AtomicBoolean stop = new AtomicBoolean();
    CountDownLatch ended = new CountDownLatch(SENDERS);
    int atLeast = acknowledged.size() + 40 + random.nextInt(300);
    for (int i = 0; i < SENDERS; i++) {
      Thread.ofVirtual()
          .start(() -> {
            while (!stop.get()) {
              sendOne(gateway);
            }
            ended.countDown();
          });
    }
    Await.until(
        "enough events were acknowledged",
        Duration.ofSeconds(20),
        () -> acknowledged.size() >= atLeast);
    gateway.kill();
    stop.set(true);
    ended.await();
  }

  private void sendOne(GatewayFixture gateway) {
    String id = "kill-" + numbers.incrementAndGet();
    sent.add(id);
    try {
      HttpRequest request =
          gateway
              .request("/v1/events", StoryYard.KEY)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(StoryYard.purchase(id)))
              .build();
      if (GatewayFixture.sendOrFail(request).status() == 202) {
        acknowledged.add(id);
      }
    } catch (IOException e) {
      // killed under this request: it was not acknowledged, so nothing is promised
    }
  }

  private static void drained(GatewayFixture gateway) {
    for (String connection : new String[] {"steady", "flaky"}) {
      Await.until(
          connection + " has nothing pending",
          DRAIN,
          () -> Balances.of(gateway, connection).path("pending").asLong() == 0);
      JsonNode line = Balances.of(gateway, connection);
      assertThat(Balances.balanced(line)).as(line.toString()).isTrue();
    }
  }

  private void everyFateIsVisible(GatewayFixture gateway) {
    for (String id : acknowledged) {
      JsonNode stories = gateway.get("/v1/events/" + id).json();
      assertThat(stories).as(id).hasSize(1);
      for (JsonNode leg : stories.get(0).path("legs")) {
        assertThat(leg.path("fate").asText()).as(id + " " + leg).isIn("delivered", "parked");
      }
      assertThat(stories.get(0).path("legs")).as(id).hasSize(2);
    }
  }

  private static Set<String> delivered(FaultServer platforms, String platform) {
    return platforms.received(platform).stream()
        .map(request -> request.header("Webhook-id").substring("msg_".length()))
        .collect(Collectors.toSet());
  }
}
