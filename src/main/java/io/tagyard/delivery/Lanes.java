package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.JournaledEvent;
import io.tagyard.journal.LaneCursor;
import io.tagyard.route.Connection;
import io.tagyard.route.RouteTable;
import io.tagyard.route.Workspace.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All lanes: started together, changed by a reload, stopped within a time. Thread-safe. */
public final class Lanes {
  private static final Duration FOR_A_REMOVED_LANE = Duration.ofSeconds(5);

  private final Equipment equipment;
  private final Planner planner;
  private final Uplink uplink = new Uplink();
  private final Recount recount;
  private final Gauges gauges;
  private final Balance balance = new Balance(this);
  private final Map<ConnectionId, Lane> lanes = new ConcurrentHashMap<>();
  private final Rounds rounds;
  private @Nullable Dispatcher dispatcher;

  /** Lanes that work with this; nothing runs before {@link #start}. */
  public Lanes(Equipment equipment) {
    this.equipment = equipment;
    this.planner = new Planner(equipment);
    this.recount = new Recount(equipment, planner);
    this.gauges = new Gauges(equipment.meters(), this::state);
    this.rounds = new Rounds(equipment, lanes.values(), balance, this::closeDrained);
  }

  /** Opens a lane for each connection at its place and begins to deliver. Once. */
  public synchronized void start(RouteTable table) {
    if (dispatcher != null) {
      throw new IllegalStateException("lanes are started (expected: once)");
    }
    Dispatcher fresh = new Dispatcher(equipment.journal(), planner, table);
    dispatcher = fresh;
    openMissing(fresh, table);
    recount.start(lanes.values(), fresh.position(), table);
    fresh.start();
    rounds.start();
  }

  /**
   * Other routes and connections from now on. Lanes keep their places.
   *
   * @param removed what becomes of the backlog of connections that are not there any more; those
   *     not named are kept. A drained one that is cut short by a restart is kept.
   */
  public synchronized void reload(RouteTable table, Map<ConnectionId, Removal> removed) {
    Dispatcher running = running();
    recount.cancel();
    running.reload(table);
    for (Lane lane : List.copyOf(lanes.values())) {
      Optional<Connection> connection = table.connection(lane.id());
      connection.ifPresentOrElse(
          found -> keepOn(lane, found, table, running),
          () -> remove(lane, removed.getOrDefault(lane.id(), Removal.KEEP), running));
    }
    openMissing(running, table);
    recount.start(lanes.values(), running.position(), table);
  }

  private void openMissing(Dispatcher running, RouteTable table) {
    Map<ConnectionId, LaneCursor> cursors = equipment.journal().cursors();
    LaneOpening opening = new LaneOpening(equipment, running, uplink);
    for (Connection connection : table.connections()) {
      lanes.computeIfAbsent(
          connection.id(),
          id -> {
            Lane lane = opening.open(connection, table, cursors);
            gauges.add(id);
            return lane;
          });
    }
  }

  private static void keepOn(
      Lane lane, Connection connection, RouteTable table, Dispatcher running) {
    lane.swap(connection, table);
    if (lane.isDraining()) {
      lane.undrain();
      running.add(lane);
    }
  }

  private void remove(Lane lane, Removal removal, Dispatcher running) {
    if (lane.isDraining() && removal != Removal.DROP) {
      return;
    }
    running.remove(lane.id());
    switch (removal) {
      case DRAIN -> lane.drain(running.position());
      case KEEP -> stopLane(lane, false);
      case DROP -> stopLane(lane, true);
    }
  }

  private void stopLane(Lane lane, boolean forget) {
    try {
      lane.stop(FOR_A_REMOVED_LANE);
      equipment.journal().saveCursors(List.of(lane.standing().snapshot()), true);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lanes.remove(lane.id());
    uplink.forget(lane.id());
    for (String kind : List.of("lane_stopped", "store_failed", "imbalance")) {
      equipment.alarms().clear(kind, lane.id().toString());
    }
    if (forget) {
      equipment.parking().forget(lane.id());
      equipment.journal().forgetLane(lane.id());
    }
  }

  /** Finishes what is in flight and keeps every place, durably. True when all was in time. */
  public boolean stop(Duration within) throws InterruptedException {
    rounds.end();
    recount.cancel();
    running().stop(within);
    rounds.join(within);
    List<Thread> stops = new ArrayList<>();
    List<Boolean> inTime = java.util.Collections.synchronizedList(new ArrayList<>());
    for (Lane lane : lanes.values()) {
      stops.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  inTime.add(lane.stop(within));
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }));
    }
    for (Thread one : stops) {
      one.join();
    }
    equipment
        .journal()
        .saveCursors(
            lanes.values().stream().map(lane -> lane.standing().snapshot()).toList(), true);
    return inTime.size() == lanes.size() && !inTime.contains(false);
  }

  private synchronized void closeDrained() {
    for (Lane lane : lanes.values()) {
      BalanceLine line = lane.standing().line();
      boolean read = lane.isDraining() && lane.feed().hasReadAll();
      if (read && line.pending() == 0 && line.parked() == 0) {
        stopLane(lane, true);
      }
    }
  }

  // ---- for people

  /**
   * What is wrong with delivery as a whole: being alive is making progress, not having a process.
   */
  public Optional<String> trouble() {
    return running().isStuck()
        ? Optional.of("no event was handed to the lanes for 30 s")
        : Optional.empty();
  }

  /** The conservation line of every lane. */
  public Balance balance() {
    return balance;
  }

  /** All lanes, by name. */
  public List<LaneStatus> states() {
    return lanes.values().stream()
        .map(this::status)
        .sorted(java.util.Comparator.comparing(LaneStatus::connection))
        .toList();
  }

  /** One lane. */
  public Optional<LaneStatus> state(ConnectionId connection) {
    return Optional.ofNullable(lanes.get(connection)).map(this::status);
  }

  private LaneStatus status(Lane lane) {
    LaneGate gate = lane.gate();
    BalanceLine line = lane.standing().line();
    return new LaneStatus(
        lane.id(),
        lane.connection().destination().definition().name(),
        gate.state(),
        gate.because(),
        gate.until(),
        line,
        line.pending() == 0 ? Duration.ZERO : lag(lane),
        gate.outcomes(),
        gate.tracks().inFlight(),
        gate.tracks().limit());
  }

  private Duration lag(Lane lane) {
    Instant oldest = lane.oldest();
    if (oldest == null) {
      oldest =
          equipment.journal().read(lane.standing().lowest(), 1).stream()
              .findFirst()
              .map(JournaledEvent::event)
              .map(event -> event.receivedAt())
              .orElse(equipment.clock().instant());
    }
    Duration lag = Duration.between(oldest, equipment.clock().instant());
    return lag.isNegative() ? Duration.ZERO : lag;
  }

  /** Stops sending on this connection, durably; it keeps its place. False when there is none. */
  public boolean pause(ConnectionId connection) {
    return with(connection, lane -> lane.gate().pause());
  }

  /** Sends again, from where it stood. */
  public boolean resume(ConnectionId connection) {
    return with(connection, lane -> lane.gate().resume());
  }

  /** Tries at once although the destination's answers say wait; an operator's pause stays. */
  public boolean probe(ConnectionId connection) {
    return with(connection, lane -> lane.gate().probe());
  }

  /**
   * Makes a dead letter of the event that stops this connection, and goes on with the next.
   *
   * @return its id and name; empty when the connection is not stopped by one
   */
  public Optional<SafeEvent> setAside(ConnectionId connection) {
    return lane(connection).flatMap(lane -> lane.gate().setAside()).map(Cargo::safe);
  }

  private boolean with(ConnectionId connection, Consumer<Lane> action) {
    Lane lane = lanes.get(connection);
    if (lane != null) {
      action.accept(lane);
    }
    return lane != null;
  }

  /** When the oldest event was received that a lane still needs; retention stops before it. */
  public Optional<Instant> oldestNeeded() {
    return lanes.values().stream()
        .map(lane -> lane.standing().lowest())
        .min(Long::compare)
        .flatMap(lowest -> equipment.journal().read(lowest, 1).stream().findFirst())
        .map(event -> event.event().receivedAt());
  }

  Optional<Lane> lane(ConnectionId connection) {
    return Optional.ofNullable(lanes.get(connection));
  }

  Collection<Lane> all() {
    return lanes.values();
  }

  Planner planner() {
    return planner;
  }

  Equipment equipment() {
    return equipment;
  }

  RouteTable table() {
    return running().table();
  }

  private Dispatcher running() {
    Dispatcher now = dispatcher;
    if (now == null) {
      throw new IllegalStateException("lanes are not started (expected: start first)");
    }
    return now;
  }
}
