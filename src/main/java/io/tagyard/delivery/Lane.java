package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.route.Connection;
import io.tagyard.route.RouteTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The legs of one connection, on their way. One virtual thread decides, one per request sends, one
 * keeps the books. What happens elsewhere never blocks it and it blocks nobody.
 */
final class Lane {
  private static final int UNBATCHED_AT_ONCE = 64;
  private static final int BATCHES_AT_ONCE = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration FRESH = Duration.ofSeconds(5);

  private final ConnectionId id;
  private final Equipment equipment;
  private final Feed feed;
  private final Standing standing;
  private final Inbox inbox;
  private final OrderQueue orders;
  private final Loading loading;
  private final Sending sending;
  private final Bookkeeper books;
  private final LaneGate gate;
  private final Deque<Load> aside = new ArrayDeque<>();
  private final Set<Long> fromParking = ConcurrentHashMap.newKeySet();
  private final Thread thread;
  private volatile Connection connection;
  private volatile RouteTable table;
  private volatile boolean stopping;

  Lane(
      Connection connection,
      RouteTable table,
      Equipment equipment,
      Dispatcher dispatcher,
      Uplink uplink,
      Standing standing,
      LaneStateRow kept) {
    this.id = connection.id();
    this.connection = connection;
    this.table = table;
    this.equipment = equipment;
    this.standing = standing;
    Planner planner = new Planner(equipment);
    this.inbox = new Inbox(equipment.clock());
    this.feed = new Feed(equipment, dispatcher, standing, inbox);
    this.orders = new OrderQueue(equipment.config().orderWaiting());
    this.books = new Bookkeeper(id, equipment, standing, this::recorded);
    this.gate =
        new LaneGate(
            connection,
            equipment,
            inbox,
            books,
            () -> standing.line().parked(),
            kept,
            standing.keptCounts());
    standing.alsoKeep(gate::spentToday);
    this.loading = new Loading(equipment, planner, orders, books::add);
    this.sending = new Sending(id, equipment, uplink, gate);
    this.thread = Thread.ofVirtual().name("lane-" + id).unstarted(this::run);
  }

  private void run() {
    try {
      while (!stopping) {
        if (gate.open()) {
          feed.readForItself(this, 2 * atOnce(connection));
          round();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What happens to a leg, in order. */
  private void round() throws InterruptedException {
    Connection now = connection;
    for (Load load : loading.load(take(now), now, table)) { // consent again, prepare, batch
      leave(load); // send, judge, record
    }
    retryAside();
  }

  private List<Cargo> take(Connection now) throws InterruptedException {
    if (gate.isInDoubt()) {
      return gate.tryOne();
    }
    int batch = Loading.batch(now);
    Duration patience = aside.isEmpty() && !feed.isBehind() ? PATIENCE : Duration.ofMillis(20);
    // with all in hand that it may hold, nothing would come to fill a larger request
    boolean cannotFill = feed.isBehind() && feed.isFull() && gate.tracks().inFlight() == 0;
    List<Cargo> legs =
        inbox.take(cannotFill ? 1 : batch, atOnce(now), now.tuning().flush(), patience);
    if (gate.isPaused()) {
      inbox.putBack(legs);
      return List.of();
    }
    return legs;
  }

  /** How many legs leave in one round at most. */
  private int atOnce(Connection now) {
    int batch = Loading.batch(now);
    int requests = batch == 1 ? UNBATCHED_AT_ONCE : BATCHES_AT_ONCE;
    return batch * (int) Math.min(requests, Math.max(1, gate.allowed()));
  }

  private void leave(Load load) throws InterruptedException {
    Track track = gate.tracks().of(load.host());
    while (!stopping) {
      switch (entry(track)) {
        case Track.Entry.Go ignored -> {
          start(load, track);
          return;
        }
        case Track.Entry.Wait(var stop) -> {
          gate.hold(load, stop);
          return;
        }
        case Track.Entry.Busy ignored -> {
          if (gate.tracks().several()) {
            setAside(load);
            return;
          }
          if (gate.isPaused() || load.isOlderThan(FRESH, steady())) {
            // consent is decided anew when the wait was long
            gate.again(load.cargos());
            return;
          }
          inbox.await(PATIENCE);
        }
      }
    }
    gate.again(load.cargos());
  }

  private Track.Entry entry(Track track) {
    boolean full =
        gate.tracks().several() && gate.tracks().inFlight() >= equipment.config().requests();
    return full ? new Track.Entry.Busy() : track.enter(steady());
  }

  private void start(Load load, Track track) {
    gate.spend(); // before the next look at what may leave
    Thread.ofVirtual()
        .name("send-" + id)
        .start(() -> {
          try {
            sending.carry(load, track);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            books.whenRecorded(() -> {
              track.leave();
              inbox.nudge();
            });
          }
        });
  }

  /** Legs to a busy host wait beside the lane; too many of them are parked. */
  private void setAside(Load load) {
    int waiting = aside.stream().mapToInt(Load::size).sum();
    if (waiting + load.size() > equipment.config().hostWaiting()) {
      gate.park(load, "host_busy", now().plus(equipment.config().probe()));
    } else {
      aside.add(load);
    }
  }

  private void retryAside() throws InterruptedException {
    for (int i = aside.size(); i > 0; i--) {
      Load load = aside.removeFirst();
      if (load.isOlderThan(FRESH, steady())) {
        gate.again(load.cargos());
      } else {
        leave(load);
      }
    }
  }

  private void recorded(List<Result> results) {
    for (Result result : results) {
      OrderQueue.key(result.cargo().safe()).ifPresent(order -> released(order, result));
      switch (result.cargo().origin()) {
        case Origin.Replayed replayed -> replayed.watcher().accept(result);
        case Origin.Parking ignored -> fromParking.remove(result.cargo().position());
        case Origin.Journal ignored -> {}
      }
    }
  }

  private void released(String order, Result result) {
    Optional<Cargo> next;
    synchronized (orders) {
      // what waits must be let go also when a reload has taken the order away
      boolean kept = Loading.keepsOrder(connection) || orders.waiting() > 0;
      next = kept ? orders.ended(order, result) : Optional.empty();
    }
    inbox.putBack(next.stream().toList());
  }

  // ---- what the dispatcher and the registry ask of it

  ConnectionId id() {
    return id;
  }

  Connection connection() {
    return connection;
  }

  Standing standing() {
    return standing;
  }

  LaneGate gate() {
    return gate;
  }

  RouteTable table() {
    return table;
  }

  Feed feed() {
    return feed;
  }

  /** Legs that others have parked: their orders wait for them. */
  void expect(List<ParkedRow> parked) {
    synchronized (orders) {
      orders.expect(parked);
    }
  }

  /** The wall clock was set by this. */
  void clockJumped(Duration by) {
    synchronized (orders) {
      orders.shift(by);
    }
    gate.clockJumped();
  }

  void start(List<ParkedRow> parked) {
    expect(parked);
    books.start();
    thread.start();
  }

  /** Takes legs that are due or replayed; those already in hand are left out. */
  void addToSiding(List<Cargo> legs) {
    inbox.addToSiding(
        legs.stream()
            .filter(cargo ->
                !(cargo.origin() instanceof Origin.Parking) || fromParking.add(cargo.position()))
            .toList());
  }

  /** Positions of parked legs that are on their way now. */
  Set<Long> inHand() {
    return Set.copyOf(fromParking);
  }

  boolean isStopping() {
    return stopping;
  }

  int sidingSize() {
    return inbox.sidingSize();
  }

  /** Other settings, the same place. */
  void swap(Connection newConnection, RouteTable newTable) {
    boolean changed = !newConnection.fingerprint().equals(connection.fingerprint());
    boolean otherRoutes = !newTable.revision(id.workspace()).equals(table.revision(id.workspace()));
    connection = newConnection;
    table = newTable;
    if (changed) {
      gate.settingsChanged(newConnection);
    }
    if (otherRoutes) {
      equipment.parking().wakeHeld(id, now()); // what they wait for may not be asked any more
    }
  }

  /** Works off what was there before this position, and takes nothing more. */
  void drain(long position) {
    feed.endAt(position);
    gate.drain(true);
  }

  /** Its connection has come back. */
  void undrain() {
    feed.goOn();
    gate.drain(false);
  }

  boolean isDraining() {
    return feed.hasEnd();
  }

  /** When the oldest leg in memory was received; null when none is. */
  @Nullable Instant oldest() {
    Instant held = gate.oldestHeldBack();
    return held == null ? inbox.oldest() : held;
  }

  int inMemory() {
    return inbox.size();
  }

  /** Stops taking legs, waits for what is in flight, records it. True when all was in time. */
  boolean stop(Duration within) throws InterruptedException {
    long deadline = System.nanoTime() + within.toNanos();
    stopping = true;
    inbox.nudge();
    thread.join(left(deadline));
    while (gate.tracks().inFlight() > 0 && System.nanoTime() < deadline) {
      inbox.await(PATIENCE);
    }
    books.close(left(deadline));
    return gate.tracks().inFlight() == 0;
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
  }

  private Instant steady() {
    return equipment.steady().instant();
  }

  private Instant now() {
    return equipment.clock().instant();
  }
}
