package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what became of a lane's legs, many at a time: first the store, synced, then the
 * journal's receipts, and only then the positions count as finished. Whatever is interrupted
 * between is repeated, never lost. The queue is bounded by the lane's window.
 */
final class Bookkeeper {
  private static final Logger LOG = LoggerFactory.getLogger(Bookkeeper.class);
  private static final int ROUND_MAX = 1_024;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private final ConnectionId lane;
  private final Equipment equipment;
  private final Standing standing;
  private final Consumer<List<Result>> recorded;
  private final BlockingQueue<Result> queue = new LinkedBlockingQueue<>();
  private final Thread thread;

  /** Never given: a wait between two tries. */
  private final Semaphore again = new Semaphore(0);

  private volatile boolean closing;

  /**
   * @param recorded is told after each round
   */
  Bookkeeper(
      ConnectionId lane, Equipment equipment, Standing standing, Consumer<List<Result>> recorded) {
    this.lane = lane;
    this.equipment = equipment;
    this.standing = standing;
    this.recorded = recorded;
    this.thread = Thread.ofVirtual().name("books-" + lane).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  void add(Result result) {
    queue.add(result);
  }

  /** Records what is there and ends. */
  void close(Duration within) throws InterruptedException {
    closing = true;
    thread.join(within);
  }

  private void run() {
    try {
      while (!closing || !queue.isEmpty()) {
        Result first = queue.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
          List<Result> round = new ArrayList<>();
          round.add(first);
          queue.drainTo(round, ROUND_MAX - 1);
          record(round);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void record(List<Result> results) throws InterruptedException {
    Parking.Round round = Rows.round(lane, results, equipment.config().retention());
    insist(() -> equipment.parking().write(round));
    insist(() ->
        equipment
            .journal()
            .note(results.stream().map(result -> Rows.receipt(lane, result)).toList()));
    standing.move(round.moves());
    for (Result result : results) {
      if (result.cargo().origin() instanceof Origin.Journal) {
        standing.finish(result.cargo().position(), result.fate(), result.cargo().extras());
      }
    }
    recorded.accept(results);
  }

  /** A store that fails stops this lane, loudly, until it works again; nothing is skipped. */
  private void insist(Runnable write) throws InterruptedException {
    boolean failed = false;
    while (true) {
      try {
        write.run();
        if (failed) {
          equipment.alarms().clear("store_failed", lane.toString());
        }
        return;
      } catch (RuntimeException e) {
        LOG.error("{}: outcomes cannot be stored", lane, e);
        if (!failed) {
          equipment
              .alarms()
              .raise("store_failed", lane.toString(), "outcomes cannot be stored; the lane waits");
        }
        failed = true;
        again.tryAcquire(1, TimeUnit.SECONDS);
      }
    }
  }
}
