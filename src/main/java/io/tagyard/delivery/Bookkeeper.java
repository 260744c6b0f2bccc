package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.journal.Receipt;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
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

  private final ReentrantLock lock = new ReentrantLock();
  private final Queue<Mark> marks = new ArrayDeque<>();
  private long added;
  private long recordedSoFar;
  private boolean ended;
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
    lock.lock();
    try {
      added++;
      queue.add(result);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Runs this once everything that was added before is recorded. A request keeps its place among
   * those in flight until then, which bounds what a crash repeats.
   */
  void whenRecorded(Runnable then) {
    lock.lock();
    try {
      if (recordedSoFar < added && !ended) {
        marks.add(new Mark(added, then));
        return;
      }
    } finally {
      lock.unlock();
    }
    then.run();
  }

  /** What to do when so many are recorded. */
  private record Mark(long added, Runnable then) {}

  private void advance(int results, boolean last) {
    List<Runnable> reached = new ArrayList<>();
    lock.lock();
    try {
      recordedSoFar += results;
      ended = last;
      while (!marks.isEmpty() && (ended || marks.element().added() <= recordedSoFar)) {
        reached.add(marks.remove().then());
      }
    } finally {
      lock.unlock();
    }
    reached.forEach(Runnable::run);
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
          recordWhole(round);
          advance(round.size(), false);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      advance(0, true);
    }
  }

  private void recordWhole(List<Result> results) throws InterruptedException {
    Lock books = equipment.parking().books();
    books.lock();
    try {
      record(results);
    } finally {
      books.unlock();
    }
  }

  private void record(List<Result> results) throws InterruptedException {
    List<Receipt> receipts = Receipts.of(lane, results);
    Parking.Round round = Rows.round(lane, results, receipts, equipment.config().retention());
    List<Long> owed = new ArrayList<>();
    boolean stored =
        insist(() -> owed.addAll(equipment.parking().write(round)))
            && insist(() -> equipment.journal().note(receipts));
    if (!stored) {
      return;
    }
    equipment.parking().owed().noted(owed);
    standing.move(round.moves());
    for (Result result : results) {
      if (result.cargo().origin() instanceof Origin.Journal) {
        standing.finish(result.cargo().position(), result.fate(), result.cargo().extras());
        standing.weigh(-result.cargo().bytes());
      }
    }
    recorded.accept(results);
  }

  /**
   * A store that fails stops this lane, loudly, until it works again; nothing is skipped. False
   * when the lane ends meanwhile: what was not written is repeated after the next start.
   */
  private boolean insist(Runnable write) throws InterruptedException {
    boolean failed = false;
    while (true) {
      try {
        write.run();
        if (failed) {
          equipment.alarms().clear("store_failed", lane.toString());
        }
        return true;
      } catch (RuntimeException e) {
        LOG.error("{}: outcomes cannot be stored", lane, e);
        if (closing) {
          return false;
        }
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
