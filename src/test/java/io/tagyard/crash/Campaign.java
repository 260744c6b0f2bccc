package io.tagyard.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.stories.Await;
import io.tagyard.stories.Balances;
import io.tagyard.stories.GatewayFixture;
import io.tagyard.stories.StoryYard;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * Loads a gateway and kills it at random moments, round after round: under load, and now and then
 * while it starts. The moments, the load and the faults are drawn from the seed.
 */
final class Campaign implements AutoCloseable {
  /** Requests in flight per connection. */
  static final int CONCURRENCY = 16;

  static final int BATCH = 20;
  private static final Duration SHORTEST = Duration.ofMillis(300);
  private static final Duration START_AT_MOST = Duration.ofMillis(2_500);

  /**
   * Each round leaves about so much to do as is done in this time: little is sent between kills.
   */
  private static final Duration DRAIN_OF_ROUND = Duration.ofSeconds(10);

  private final Duration longest;
  private final Random random;
  private final Ledger ledger;
  private final Producer producer;
  private final Platforms platforms;
  private final GatewayFixture gateway;
  private final Vitals atStart;
  private int kills;

  /**
   * @param longest time under load before a kill
   */
  Campaign(Path folder, long seed, int rate, Duration longest) throws IOException {
    this.longest = longest;
    this.random = new Random(seed);
    this.ledger = new Ledger();
    this.producer = new Producer(seed, rate, ledger);
    this.platforms = new Platforms(seed, ledger);
    workspace(folder.resolve("routes"));
    this.gateway =
        GatewayFixture.start(
            folder.resolve("routes"),
            folder.resolve("data"),
            Map.of("TAGYARD_DELIVERY_CONCURRENCY", Integer.toString(CONCURRENCY)));
    this.atStart = Vitals.of(gateway.process());
  }

  private void workspace(Path routes) throws IOException {
    StoryYard yard = new StoryYard(routes, "acme");
    for (String name : platforms.webhooks()) {
      String order = name.equals("ordered") ? ", order_by: order.id" : "";
      yard.webhook(name, platforms.url(name), "{ flush: 50ms, timeout: 2s" + order + " }");
    }
    yard.connection(
        Platforms.BATCHED.replace(".", "-"),
        "{ destination: meta-conversions, settings: { pixel_id: \"1234567890123456\", access_token: story-token }, endpoint: \"%s\", delivery: { batch: %d, flush: 100ms } }"
            .formatted(platforms.endpoint(), BATCH));
    yard.write();
  }

  /** Load without a fault, so that there is something to compare with. */
  void quietRound() throws Exception {
    Thread load = Thread.ofVirtual().start(() -> producer.run(gateway));
    LockSupport.parkNanos(longest.toNanos());
    producer.stop();
    load.join();
    platforms.healthy(false);
  }

  /** Loads and kills, at moments drawn from the seed. */
  void round(int number) throws Exception {
    ledger.round(number);
    boolean early = random.nextInt(5) == 0;
    long moment = between(SHORTEST, early ? START_AT_MOST : longest);
    if (early) {
      gateway.kill();
      gateway.launch();
      LockSupport.parkNanos(moment);
    } else {
      Thread load = Thread.ofVirtual().start(() -> producer.run(gateway));
      watchBalance(System.nanoTime() + moment);
      gateway.kill();
      producer.stop();
      load.join();
      gateway.launch();
      gateway.awaitListening();
      kills++;
      return;
    }
    gateway.kill();
    kills++;
    gateway.start();
  }

  private long between(Duration least, Duration most) {
    return random.nextLong(least.toNanos(), most.toNanos() + 1);
  }

  /** At every instant, matched = delivered + withheld + parked + dead + pending. */
  private void watchBalance(long until) {
    while (System.nanoTime() < until) {
      HttpRequest ask = gateway.request("/v1/balance", GatewayFixture.ADMIN).GET().build();
      try {
        for (JsonNode line : GatewayFixture.sendOrFail(ask).json().path("connections")) {
          if (!Balances.balanced(line)) {
            ledger.wrong("out of balance in round " + ledger.round() + ": " + line);
          }
        }
      } catch (IOException e) {
        ledger.wrong("no balance in round " + ledger.round() + ": " + e);
      }
      LockSupport.parkNanos(Math.min(200_000_000L, Math.max(0, until - System.nanoTime())));
    }
  }

  /** Faults stop; everything that waits must end. */
  void drain() {
    platforms.healthy(true);
    Await.until(
        "nothing is pending or parked; at first: " + gateway.get("/v1/connections").text(),
        DRAIN_OF_ROUND.multipliedBy(Math.max(12, kills)),
        () -> {
          for (JsonNode line : gateway.get("/v1/balance").json().path("connections")) {
            if (!line.path("complete").asBoolean()
                || line.path("pending").asLong() + line.path("parked").asLong() > 0) {
              return false;
            }
          }
          return true;
        });
  }

  int kills() {
    return kills;
  }

  Ledger ledger() {
    return ledger;
  }

  Platforms platforms() {
    return platforms;
  }

  GatewayFixture gateway() {
    return gateway;
  }

  Producer producer() {
    return producer;
  }

  Vitals atStart() {
    return atStart;
  }

  @Override
  public void close() throws InterruptedException {
    gateway.close();
    platforms.close();
  }
}
