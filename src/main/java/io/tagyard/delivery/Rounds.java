package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.journal.LaneCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is done for all lanes again and again: due legs, snapshots, the balance. One thread. */
final class Rounds {
  private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
  private static final Duration ROUND = Duration.ofMillis(250);
  private static final Duration SNAPSHOT = Duration.ofSeconds(1);
  private static final Duration CHECK = Duration.ofSeconds(10);

  private final Equipment equipment;
  private final Collection<Lane> lanes;
  private final Balance balance;
  private final Runnable closeDrained;
  private final Returns returns;
  private final ClockWatch clockWatch;
  private final Map<ConnectionId, LaneCursor> saved = new TreeMap<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread thread = Thread.ofVirtual().name("lane-rounds").unstarted(this::run);

  /**
   * @param lanes a live view
   */
  Rounds(Equipment equipment, Collection<Lane> lanes, Balance balance, Runnable closeDrained) {
    this.equipment = equipment;
    this.lanes = lanes;
    this.balance = balance;
    this.closeDrained = closeDrained;
    this.returns = new Returns(equipment);
    this.clockWatch = new ClockWatch(equipment, lanes);
  }

  void start() {
    thread.start();
  }

  /** No round begins any more. */
  void end() {
    stopped.countDown();
  }

  /** Its snapshots must not come after the final ones. */
  void join(Duration within) throws InterruptedException {
    thread.join(within);
  }

  private void run() {
    Instant nextSnapshot = equipment.steady().instant();
    Instant nextCheck = nextSnapshot;
    try {
      while (!stopped.await(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
        watchTheClock();
        attempt("parked legs cannot be read", () -> lanes.forEach(returns::bring));
        attempt("drained lanes cannot be closed", closeDrained);
        Instant now = equipment.steady().instant();
        if (!now.isBefore(nextSnapshot)) {
          attempt("cursors cannot be saved", this::saveCursors);
          nextSnapshot = now.plus(SNAPSHOT);
        }
        if (!now.isBefore(nextCheck)) {
          attempt("owed receipts cannot be settled", this::settleOwed);
          attempt("the balance cannot be checked", balance::check);
          nextCheck = now.plus(CHECK);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Before anything is due by it. */
  private void watchTheClock() throws InterruptedException {
    try {
      clockWatch.look();
    } catch (RuntimeException e) {
      LOG.error("waits cannot be reckoned anew; trying again", e);
    }
  }

  private static void attempt(String otherwise, Runnable round) {
    try {
      round.run();
    } catch (RuntimeException e) {
      LOG.error("{}; trying again", otherwise, e);
    }
  }

  private void saveCursors() {
    List<LaneCursor> changed = new ArrayList<>();
    for (Lane lane : lanes) {
      LaneCursor cursor = lane.standing().snapshot();
      if (!cursor.equals(saved.put(lane.id(), cursor))) {
        changed.add(cursor);
      }
    }
    if (!changed.isEmpty()) {
      equipment.journal().saveCursors(changed, false);
    }
  }

  private void settleOwed() {
    List<LaneCursor> cursors = lanes.stream().map(lane -> lane.standing().snapshot()).toList();
    equipment.parking().owed().settle(() -> equipment.journal().saveCursors(cursors, true));
  }
}
