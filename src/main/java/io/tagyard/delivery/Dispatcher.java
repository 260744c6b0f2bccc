package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.Passage;
import io.tagyard.route.RouteTable;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads each event once for all lanes, plans it once, and hands the legs out. It never waits for a
 * lane: one without room reads for itself and joins again when it has caught up.
 */
final class Dispatcher {
  private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
  private static final int CHUNK = 256;
  private static final long SHARE_MIN = 64 << 10;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration STUCK = Duration.ofSeconds(30);

  private final EventJournal journal;
  private final Planner planner;
  private final Stretches stretches;
  private final Map<ConnectionId, Lane> lanes = new TreeMap<>();
  private RouteTable table;
  private long position;
  private volatile long lookedNanos = System.nanoTime();
  private volatile boolean stopping;
  private volatile int sharers;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("dispatcher").unstarted(this::run);

  Dispatcher(EventJournal journal, Planner planner, RouteTable table) {
    this.journal = journal;
    this.planner = planner;
    this.stretches = new Stretches(journal, planner);
    this.table = table;
    this.position = journal.end();
  }

  void start() {
    thread.start();
  }

  void stop(Duration within) throws InterruptedException {
    stopping = true;
    stopped.countDown();
    thread.join(within);
  }

  private void run() {
    while (!stopping) {
      lookedNanos = System.nanoTime();
      try {
        long end = journal.end(); // before reading: what is durable now is in what is read
        if (end > position()) {
          handOut(journal.passage(position(), end, CHUNK));
        } else {
          journal.awaitBeyond(position(), LOOK_AGAIN);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        LOG.error("the journal cannot be read at {}", position(), e);
        if (!pause()) {
          return;
        }
      }
    }
  }

  private boolean pause() {
    try {
      return !stopped.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Plans outside of the lock; plans again when the routes were changed meanwhile. */
  private void handOut(Passage passage) {
    while (true) {
      RouteTable plannedBy = table();
      Map<ConnectionId, List<Cargo>> legs = planner.plan(passage, plannedBy);
      synchronized (this) {
        if (plannedBy == table) {
          lanes.forEach(
              (id, lane) -> lane.feed().offer(legs.getOrDefault(id, List.of()), passage.next()));
          position = passage.next();
          return;
        }
      }
    }
  }

  /** What lanes read that it does not feed. */
  Stretches stretches() {
    return stretches;
  }

  /** Whether it has stopped looking at the journal although nobody told it to. */
  boolean isStuck() {
    return !thread.isAlive() || System.nanoTime() - lookedNanos > STUCK.toNanos();
  }

  /** Everything below is handed out. */
  synchronized long position() {
    return position;
  }

  synchronized RouteTable table() {
    return table;
  }

  /** Events from here on go to this lane. */
  synchronized void add(Lane lane) {
    lanes.put(lane.id(), lane);
    sharers = lanes.size();
    join(lane);
  }

  synchronized void remove(ConnectionId lane) {
    lanes.remove(lane);
    sharers = lanes.size();
  }

  /** A lane's part of what all may hold in memory together; never so little that it stands. */
  long share(long bytes) {
    return Math.max(SHARE_MIN, bytes / Math.max(1, sharers));
  }

  /** A lane that has read everything gets what comes from now on; false when it has not. */
  synchronized boolean join(Lane lane) {
    if (lanes.get(lane.id()) != lane || lane.standing().readUpTo() < position) {
      return false;
    }
    lane.feed().attach();
    return true;
  }

  /** Other routes from now on. What lanes have not read must be counted anew. */
  synchronized void reload(RouteTable newTable) {
    table = newTable;
    lanes.values().forEach(lane -> lane.feed().recount(position));
  }

  synchronized Collection<Lane> lanes() {
    return List.copyOf(lanes.values());
  }
}
