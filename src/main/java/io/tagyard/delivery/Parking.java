package io.tagyard.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micronaut.transaction.TransactionOperations;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Json;
import io.tagyard.journal.Receipt;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The exceptions, durably: parked legs, dead letters, order state, and what an operator set on a
 * lane. Everything is there when a call returns, also after power loss. Thread-safe.
 */
public final class Parking {
  private static final int PAGE = 1_000;

  private final ParkedRepository parked;
  private final DeadLetterRepository dead;
  private final OrderStateRepository states;
  private final LaneStateRepository lanes;
  private final OwedReceipts owed;
  private final TransactionOperations<Connection> transactions;
  private final Durability durability;
  private final ReadWriteLock books = new ReentrantReadWriteLock(true);

  /** The store over these repositories. */
  public Parking(
      ParkedRepository parked,
      DeadLetterRepository dead,
      OrderStateRepository states,
      LaneStateRepository lanes,
      OwedReceiptRepository owed,
      TransactionOperations<Connection> transactions,
      Durability durability) {
    this.parked = parked;
    this.dead = dead;
    this.states = states;
    this.lanes = lanes;
    this.owed = new OwedReceipts(owed);
    this.transactions = transactions;
    this.durability = durability;
  }

  /**
   * One round's changes of one lane: all or none.
   *
   * @param settled ids of legs that are neither parked nor dead any more
   * @param moves how the counts change by it
   * @param moved receipts of the legs that moved: no crash comes between a move and its receipt
   */
  record Round(
      ConnectionId lane,
      List<ParkedRow> parked,
      List<DeadLetterRow> dead,
      List<String> settled,
      List<OrderStateRow> states,
      Counts moves,
      List<Receipt> moved) {
    boolean isEmpty() {
      return parked.isEmpty()
          && dead.isEmpty()
          && settled.isEmpty()
          && states.isEmpty()
          && moves.equals(Counts.NONE);
    }
  }

  /**
   * Returns the numbers of the receipts that the journal owes now; {@link OwedReceipts#noted} takes
   * them.
   */
  List<Long> write(Round round) {
    if (round.isEmpty()) {
      return List.of();
    }
    return durably(() -> {
      replaceLegs(round);
      if (!round.states().isEmpty()) {
        states.deleteIds(round.states().stream().map(OrderStateRow::id).toList());
        states.saveAll(round.states());
      }
      move(round.lane(), round.moves());
      return owed.add(round.moved());
    });
  }

  /** Receipts that the journal may not have yet. */
  OwedReceipts owed() {
    return owed;
  }

  private void replaceLegs(Round round) {
    List<String> touched =
        java.util.stream.Stream.of(
                round.settled().stream(),
                round.parked().stream().map(ParkedRow::id),
                round.dead().stream().map(DeadLetterRow::id))
            .flatMap(ids -> ids)
            .distinct()
            .toList();
    if (touched.isEmpty()) {
      return;
    }
    parked.deleteIds(touched);
    dead.deleteIds(touched);
    if (!round.parked().isEmpty()) {
      parked.saveAll(round.parked());
    }
    if (!round.dead().isEmpty()) {
      dead.saveAll(round.dead());
    }
  }

  private void move(ConnectionId lane, Counts moves) {
    if (!moves.equals(Counts.NONE)) {
      lanes.move(
          id(lane),
          moves.matched(),
          moves.delivered(),
          moves.withheld(),
          moves.parked(),
          moves.dead());
    }
  }

  /** The lane's row, made when there is none. */
  LaneStateRow lane(ConnectionId lane) {
    Optional<LaneStateRow> known = lanes.findById(id(lane));
    return known.orElseGet(() ->
        durably(() ->
            lanes.save(
                new LaneStateRow(
                    id(lane),
                    lane.workspace(),
                    lane.connection(),
                    false,
                    null,
                    0,
                    0,
                    0,
                    0,
                    0,
                    0))));
  }

  void setPaused(ConnectionId lane, boolean paused) {
    durably(() -> {
      lanes.setPaused(id(lane), paused);
      return paused;
    });
  }

  void setNotBefore(ConnectionId lane, @Nullable Instant notBefore) {
    durably(() -> {
      lanes.setNotBefore(id(lane), notBefore == null ? null : notBefore.toEpochMilli());
      return true;
    });
  }

  /** The lane is gone: its parked legs go, its dead letters stay. */
  void forget(ConnectionId lane) {
    durably(() -> {
      parked.deleteLane(lane.workspace(), lane.connection());
      owed.forget(lane);
      lanes.deleteById(id(lane));
      return true;
    });
  }

  boolean knows(ConnectionId lane) {
    return lanes.existsById(id(lane));
  }

  /** Every lane that has a row. */
  Set<ConnectionId> known() {
    return lanes.findAll().stream()
        .map(row -> new ConnectionId(row.workspace(), row.connection()))
        .collect(Collectors.toSet());
  }

  /** The highest position that a row speaks of; -1 when there is none. */
  long highestPosition() {
    Long highestParked = parked.highest();
    Long highestDead = dead.highest();
    return Math.max(
        highestParked == null ? -1 : highestParked, highestDead == null ? -1 : highestDead);
  }

  /** Positions from this one on are not in the journal: their rows go. */
  void forgetFrom(long position) {
    durably(() -> {
      parked.deleteFrom(position);
      dead.deleteFrom(position);
      return true;
    });
  }

  List<ParkedRow> due(ConnectionId lane, Instant now, int max) {
    return parked.due(lane.workspace(), lane.connection(), now.toEpochMilli(), max);
  }

  List<ParkedRow> parkedFrom(ConnectionId lane, long position) {
    return parked.from(lane.workspace(), lane.connection(), position, PAGE);
  }

  List<DeadLetterRow> deadFrom(ConnectionId lane, long position) {
    return dead.from(lane.workspace(), lane.connection(), position, PAGE);
  }

  Optional<ParkedRow> parkedAt(ConnectionId lane, long position) {
    return parked.findById(id(lane, position));
  }

  long parkedCount(ConnectionId lane) {
    return parked.countLane(lane.workspace(), lane.connection());
  }

  /** Those whose rows were let go count on. */
  long deadCount(ConnectionId lane) {
    return dead.countLane(lane.workspace(), lane.connection())
        + lanes.findById(id(lane)).map(LaneStateRow::letGo).orElse(0L);
  }

  /** Lets a page of letters go that were useful until before this; how many. */
  int letGo(Instant usefulBefore) {
    List<DeadLetterRow> old = dead.useless(usefulBefore.toEpochMilli(), PAGE);
    if (old.isEmpty()) {
      return 0;
    }
    durably(() -> {
      dead.deleteIds(old.stream().map(DeadLetterRow::id).toList());
      old.stream()
          .collect(Collectors.groupingBy(Parking::lane, Collectors.counting()))
          .forEach((lane, letters) -> lanes.letGo(id(lane), letters));
      return true;
    });
    return old.size();
  }

  private static ConnectionId lane(DeadLetterRow row) {
    return new ConnectionId(row.workspace(), row.connection());
  }

  /** Forgets orders of a lane that did not change since before this. */
  void forgetOrders(ConnectionId lane, Instant before) {
    states.deleteOlder(lane.workspace(), lane.connection(), before.toEpochMilli());
  }

  /** Legs that wait for consent are looked at again now. */
  void wakeHeld(ConnectionId lane, Instant now) {
    parked.wake(lane.workspace(), lane.connection(), Loading.WAITS_FOR_CONSENT, now.toEpochMilli());
  }

  /**
   * The wall clock was set: what was reckoned by it before moves with it, and nothing waits longer
   * than its next pause can be.
   *
   * @param jump ahead, or (negative) back; zero when that is not known
   */
  void reckonAnew(ConnectionId lane, Duration jump, Instant now) {
    String workspace = lane.workspace();
    String connection = lane.connection();
    durably(() -> {
      if (!jump.isZero()) {
        parked.shift(workspace, connection, jump.toMillis());
      }
      for (int attempts = 0; attempts <= RetryPlan.STEPS; attempts++) {
        long latest = now.plus(RetryPlan.longest(attempts)).toEpochMilli();
        int most = attempts == RetryPlan.STEPS ? Integer.MAX_VALUE : attempts;
        parked.cap(workspace, connection, attempts, most, latest);
      }
      return true;
    });
  }

  Optional<OrderState> state(ConnectionId lane, String order) {
    return states.findById(orderKey(lane, order)).map(row -> new OrderState(object(row.content())));
  }

  ParkedRepository parkedLegs() {
    return parked;
  }

  DeadLetterRepository deadLetters() {
    return dead;
  }

  /** Held while rows and the receipts about them are written, so that none is without the other. */
  Lock books() {
    return books.readLock();
  }

  /**
   * Runs this while rows and receipts agree and none is written: lanes wait meanwhile. False when
   * it did not come to that within the time.
   */
  public boolean still(Duration within, Runnable work) throws InterruptedException {
    Lock all = books.writeLock();
    if (!all.tryLock(within.toMillis(), TimeUnit.MILLISECONDS)) {
      return false;
    }
    try {
      work.run();
      return true;
    } finally {
      all.unlock();
    }
  }

  /** Runs in one transaction and returns when it is durable. */
  <T> T durably(Supplier<T> work) {
    T result = transactions.executeWrite(status -> work.get());
    durability.sync();
    return result;
  }

  static String id(ConnectionId lane) {
    return lane.workspace() + "/" + lane.connection();
  }

  static String id(ConnectionId lane, long position) {
    return id(lane) + "#" + position;
  }

  static String orderKey(ConnectionId lane, String order) {
    return id(lane) + "#" + order;
  }

  static ObjectNode object(String text) {
    try {
      return (ObjectNode) Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored row holds no JSON: " + Json.reason(e), e);
    }
  }
}
