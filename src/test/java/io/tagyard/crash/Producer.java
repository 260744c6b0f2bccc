package io.tagyard.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.stories.GatewayFixture;
import io.tagyard.stories.StoryYard;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends events at a fixed rate and does not wait for the last answer before the next request. What
 * got no answer is sent again later, half of it: the gateway must know it by its id.
 */
final class Producer {
  private static final int BATCH_MAX = 20;
  private static final int OPEN_MAX = 500;

  private final long seed;
  private final int rate;
  private final Ledger ledger;
  private final Random random;
  private final Queue<Payload> unanswered = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  /**
   * @param rate events per second
   */
  Producer(long seed, int rate, Ledger ledger) {
    this.seed = seed;
    this.rate = rate;
    this.ledger = ledger;
    this.random = new Random(seed);
  }

  /** Sends until it is told to stop; then no request is open any more. */
  void run(GatewayFixture gateway) {
    stopped = false;
    Semaphore open = new Semaphore(OPEN_MAX); // a sender has sockets for so many, and no more
    Phaser requests = new Phaser(1);
    long due = System.nanoTime();
    while (!stopped) {
      List<Payload> batch = next();
      LockSupport.parkNanos(due - System.nanoTime());
      due += batch.size() * 1_000_000_000L / rate;
      if (open.tryAcquire()) {
        requests.register();
        Thread.ofVirtual()
            .start(() -> {
              send(gateway, batch);
              open.release();
              requests.arriveAndDeregister();
            });
      } else {
        unanswered.addAll(batch);
      }
    }
    requests.arriveAndAwaitAdvance();
  }

  void stop() {
    stopped = true;
  }

  private List<Payload> next() {
    int size = random.nextInt(10) < 7 ? 1 : 2 + random.nextInt(BATCH_MAX - 1);
    List<Payload> batch = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Payload again = random.nextInt(4) == 0 ? unanswered.poll() : null;
      batch.add(again != null && random.nextBoolean() ? again : fresh());
    }
    return batch;
  }

  private Payload fresh() {
    Payload payload = Payload.of(seed, ledger.nextNumber());
    ledger.issue(payload);
    return payload;
  }

  void send(GatewayFixture gateway, List<Payload> batch) {
    List<String> bodies = batch.stream().map(Payload::json).toList();
    String body = batch.size() == 1 ? bodies.getFirst() : "[" + String.join(",", bodies) + "]";
    HttpRequest request =
        gateway
            .request("/v1/events", StoryYard.KEY)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      note(GatewayFixture.sendOrFail(request), batch);
    } catch (IOException e) {
      unanswered.addAll(batch); // killed under this request: nothing was promised
    }
  }

  private void note(GatewayFixture.Reply reply, List<Payload> batch) {
    if (reply.status() != 202 && reply.status() != 422) {
      ledger.wrong("intake answered " + reply.status() + ": " + reply.text());
      return;
    }
    JsonNode events = reply.json().path("events");
    for (int i = 0; i < batch.size(); i++) {
      switch (events.path(i).path("status").asText()) {
        case "accepted", "duplicate" -> ledger.acknowledge(batch.get(i).id());
        case "quarantined" -> ledger.quarantine(batch.get(i).id());
        default -> ledger.wrong("no status of " + batch.get(i).id() + " in " + reply.text());
      }
    }
  }
}
