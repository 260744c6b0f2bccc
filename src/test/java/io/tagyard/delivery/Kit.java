package io.tagyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.Entry;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.Kept;
import io.tagyard.journal.Receipt;
import io.tagyard.route.Connection;
import io.tagyard.route.Tuning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A gateway's delivery in a test: connections, events in, scripted destinations, a movable clock.
 */
final class Kit implements AutoCloseable {
  private static final AtomicInteger WORKSPACES = new AtomicInteger();

  final String workspace = "w" + WORKSPACES.incrementAndGet();
  final EventJournal journal;
  final Parking parking = TestStore.parking();
  private Life life = new Life();
  final MovableClock clock = new MovableClock();
  private SteadyClock steady = new SteadyClock(clock, clock::nanos);
  final List<String> alarms = new CopyOnWriteArrayList<>();
  final Map<String, Function<Outbound, Answer>> hosts = new ConcurrentHashMap<>();
  final Map<String, List<String>> received = new ConcurrentHashMap<>();
  final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  EveryConnection table;
  Lanes lanes;
  Carrier carrier = this::send;
  DeliveryConfig config = DeliveryConfig.defaults();
  volatile boolean consentCame;
  String revision = "7f3a91c";

  private Kit(EventJournal journal) {
    this.journal = journal;
    this.table = new EveryConnection(Map.of(), revision);
    this.lanes = new Lanes(equipment());
  }

  static Kit empty() {
    return new Kit(new MemoryJournal());
  }

  static Kit on(EventJournal journal) {
    return new Kit(journal);
  }

  ConnectionId id(String connection) {
    return new ConnectionId(workspace, connection);
  }

  Kit with(String connection, Tuning tuning) {
    return with(connection, tuning, Set.of(), "f1");
  }

  Kit with(String connection, Tuning tuning, Set<String> corrects, String fingerprint) {
    Map<ConnectionId, Connection> all = new LinkedHashMap<>(table.byId());
    all.put(
        id(connection),
        new Connection(
            id(connection),
            new TestDestination(connection + ".example", tuning.batch(), corrects),
            tuning,
            fingerprint));
    table = new EveryConnection(all, revision);
    hosts.putIfAbsent(connection + ".example", request -> status(200));
    return this;
  }

  /** All lanes together hold events of no more than this in memory. */
  Kit holding(long bytes) {
    config = Tunings.holding(config, bytes);
    lanes = new Lanes(equipment());
    return this;
  }

  /** What the events in a lane's hands take in the journal. */
  long held(String connection) {
    return lanes.lane(id(connection)).orElseThrow().standing().openBytes();
  }

  /** A connection to this destination. */
  Kit to(String connection, TestDestination destination) {
    Map<ConnectionId, Connection> all = new LinkedHashMap<>(table.byId());
    Tuning tuning = Tunings.tuning(destination.batch());
    all.put(id(connection), new Connection(id(connection), destination, tuning, "f1"));
    table = new EveryConnection(all, revision);
    return this;
  }

  /** A connection to a real server. */
  Kit at(String connection, String hostAndPort, Tuning tuning) {
    Map<ConnectionId, Connection> all = new LinkedHashMap<>(table.byId());
    TestDestination there = new TestDestination(hostAndPort, tuning.batch(), Set.of());
    all.put(id(connection), new Connection(id(connection), there, tuning, "f1"));
    table = new EveryConnection(all, revision);
    return this;
  }

  Kit without(String connection) {
    Map<ConnectionId, Connection> all = new LinkedHashMap<>(table.byId());
    all.remove(id(connection));
    table = new EveryConnection(all, revision);
    return this;
  }

  Kit answers(String connection, Function<Outbound, Answer> answer) {
    hosts.put(connection + ".example", answer);
    return this;
  }

  Kit started() {
    lanes.start(table);
    return this;
  }

  void reload() {
    lanes.reload(table, Map.of());
  }

  Equipment equipment() {
    Life mine = life;
    return new Equipment(
        config,
        mine.during(EventJournal.class, journal),
        TestStore.parking(mine),
        (safe, now) -> new OpenEvent(safe, Map.of()),
        (leg, event, now, state) -> ScriptedDeparture.of(leg, event, now, state, consentCame),
        request -> mine.isOver() ? new Answer.Silence("killed", false) : carrier.send(request),
        new ToldAlarms(alarms),
        meters,
        clock,
        steady,
        new Random(7));
  }

  private Answer send(Outbound request) {
    String host = request.uri().getHost();
    requests.computeIfAbsent(host, key -> new AtomicInteger()).incrementAndGet();
    Answer answer = hosts.getOrDefault(host, r -> status(200)).apply(request);
    if (answer instanceof Answer.Replied replied && replied.status() == 200) {
      received.computeIfAbsent(host, key -> new CopyOnWriteArrayList<>()).addAll(lines(request));
    }
    return answer;
  }

  static List<String> lines(Outbound request) {
    return List.of(new String(request.body(), StandardCharsets.UTF_8).split("\n"));
  }

  Answer status(int status) {
    return status(status, "", Map.of());
  }

  Answer status(int status, String body, Map<String, List<String>> headers) {
    return new Answer.Replied(
        status, headers, body.getBytes(StandardCharsets.UTF_8), clock.instant());
  }

  // ---- events

  long event(String id) {
    return event(id, "purchase", "{}");
  }

  long event(String id, String name, String properties) {
    return event(id, name, "ORD-" + id, properties, "10");
  }

  long event(String id, String name, String order, String properties, String value) {
    return keep(
        Events.json(
            "{'id':'%s','name':'%s','time':'%s','order':{'id':'%s','value':%s,'currency':'USD'},'properties':%s}"
                .formatted(id, name, clock.instant(), order, value, properties)));
  }

  long keep(ObjectNode body) {
    SafeEvent of = Events.safe(body);
    SafeEvent event =
        new SafeEvent(
            workspace,
            of.source(),
            of.sourceKind(),
            of.id(),
            of.name(),
            of.time(),
            of.channel(),
            clock.instant(),
            of.flags(),
            of.body(),
            of.subtotal(),
            of.digests(),
            of.piiProfile(),
            of.consent(),
            of.sealed());
    Kept kept = journal.append(List.of(new Entry.Event(event))).join().getFirst();
    return ((Kept.Stored) kept).position();
  }

  List<Long> events(String prefix, int count) {
    List<Long> positions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      positions.add(event(prefix + i));
    }
    return positions;
  }

  // ---- what happened

  /** Up to now: what comes later is not in it. */
  List<String> got(String connection) {
    return List.copyOf(received.getOrDefault(connection + ".example", List.of()));
  }

  int asked(String connection) {
    return requests.getOrDefault(connection + ".example", new AtomicInteger()).get();
  }

  BalanceLine line(String connection) {
    return lanes.state(id(connection)).orElseThrow().balance();
  }

  LaneState state(String connection) {
    return lanes.state(id(connection)).orElseThrow().state();
  }

  /** Attempts that its parked row tells of; 0 without one. */
  int attempts(String connection, long position) {
    return parking.parkedAt(id(connection), position).map(ParkedRow::attempts).orElse(0);
  }

  /** As after a new start: nobody knows what the clock was before. */
  void forgetsTheClock() {
    steady = new SteadyClock(clock, clock::nanos);
    lanes = new Lanes(equipment());
  }

  /** When a lane that waits goes on. */
  @org.jspecify.annotations.Nullable
  Instant until(String connection) {
    return lanes.state(id(connection)).orElseThrow().until();
  }

  /** What the gauge of this state says. */
  double shownAs(String connection, LaneState state) {
    return meters
        .get("tagyard_lane_state")
        .tags("workspace", workspace, "connection", connection, "state", state.toString())
        .gauge()
        .value();
  }

  Optional<Receipt> receipt(String connection, long position) {
    return journal.receipts(position).stream()
        .filter(receipt -> receipt.connection().equals(id(connection)))
        .findFirst();
  }

  Fate fate(String connection, long position) {
    return receipt(connection, position).map(Receipt::fate).orElse(Fate.PENDING);
  }

  /** Waits until it is so, at most ten seconds. */
  static void until(String what, BooleanSupplier isSo) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!isSo.getAsBoolean()) {
      assertThat(System.nanoTime()).as("not within ten seconds: " + what).isLessThan(deadline);
      Thread.onSpinWait();
      java.util.concurrent.locks.LockSupport.parkNanos(2_000_000);
    }
  }

  void untilDelivered(String connection, long count) {
    until(
        count + " delivered to " + connection + ", is " + (lanes.state(id(connection))),
        () -> line(connection).delivered() == count);
  }

  /** Stops in order and starts again on the same journal and store. */
  Kit restarted() throws InterruptedException {
    lanes.stop(Duration.ofSeconds(5));
    lanes = new Lanes(equipment());
    return started();
  }

  /** The process dies right before this call to the journal or the store's transactions. */
  Kit dyingBefore(String call) {
    life.endBefore(call);
    return this;
  }

  void untilDead() {
    until("killed", life::isOver);
  }

  /** Killed between any two writes, and started again on what was written. */
  Kit killed() throws InterruptedException {
    life.end();
    Lanes gone = lanes;
    Thread.ofVirtual()
        .start(() -> {
          try {
            gone.stop(Duration.ofMillis(1));
          } catch (InterruptedException | RuntimeException e) {
            // the dead cannot save their places
            return;
          }
        });
    life = new Life();
    lanes = new Lanes(equipment());
    return started();
  }

  void balanced() {
    for (LaneStatus status : lanes.states()) {
      assertThat(status.balance().imbalance()).as(status.toString()).isZero();
    }
  }

  @Override
  public void close() throws InterruptedException {
    lanes.stop(Duration.ofSeconds(2));
  }
}
