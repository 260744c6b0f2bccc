package io.tagyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Leg;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.Prepared;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.Entry;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.Kept;
import io.tagyard.journal.Receipt;
import io.tagyard.privacy.ConsentDecision;
import io.tagyard.route.Connection;
import io.tagyard.route.Departure;
import io.tagyard.route.PlannedLeg;
import io.tagyard.route.RoutePlan;
import io.tagyard.route.RouteTable;
import io.tagyard.route.Source;
import io.tagyard.route.Tuning;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's delivery in a test: connections, events in, scripted destinations, a movable clock.
 */
final class Kit implements AutoCloseable {
  private static final AtomicInteger WORKSPACES = new AtomicInteger();

  final String workspace = "w" + WORKSPACES.incrementAndGet();
  final EventJournal journal;
  final Parking parking = TestStore.parking();
  private Life life = new Life();
  final Clock clock = new Clock();
  final List<String> alarms = new CopyOnWriteArrayList<>();
  final Map<String, Function<Outbound, Answer>> hosts = new ConcurrentHashMap<>();
  final Map<String, List<String>> received = new ConcurrentHashMap<>();
  final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  Table table;
  Lanes lanes;
  Carrier carrier = this::send;
  DeliveryConfig config = DeliveryConfig.defaults();
  volatile boolean consentCame;
  String revision = "7f3a91c";

  private Kit(EventJournal journal) {
    this.journal = journal;
    this.table = new Table(Map.of(), revision);
    this.lanes = new Lanes(equipment());
  }

  static Kit empty() {
    return new Kit(new MemoryJournal());
  }

  static Kit on(EventJournal journal) {
    return new Kit(journal);
  }

  /** System time, moved by hand. */
  static final class Clock implements InstantSource {
    private final AtomicLong moved = new AtomicLong();

    @Override
    public Instant instant() {
      return InstantSource.system().instant().plusMillis(moved.get());
    }

    void passes(Duration duration) {
      moved.addAndGet(duration.toMillis());
    }
  }

  /** Every event of the workspace goes to every connection, unless {@code only} says otherwise. */
  record Table(Map<ConnectionId, Connection> byId, String named) implements RouteTable {
    @Override
    public RoutePlan plan(OpenEvent event) {
      String only = event.safe().body().at("/properties/only").asText("");
      if (event.safe().body().at("/properties/unplannable").asBoolean()) {
        throw new IllegalStateException("a plan that fails");
      }
      return new RoutePlan(
          byId.values().stream()
              .filter(c -> c.id().workspace().equals(event.safe().workspace()))
              .filter(c -> only.isEmpty() || only.equals(c.id().connection()))
              .map(
                  c -> new PlannedLeg(c, "all", Set.of(), Optional.empty(), null, Optional.empty()))
              .toList(),
          List.of());
    }

    @Override
    public Collection<Connection> connections() {
      return byId.values();
    }

    @Override
    public Optional<Connection> connection(ConnectionId id) {
      return Optional.ofNullable(byId.get(id));
    }

    @Override
    public Collection<Source> sources() {
      return List.of();
    }

    @Override
    public Optional<Source> sourceByKey(String key) {
      return Optional.empty();
    }

    @Override
    public Optional<String> revision(String ofWorkspace) {
      return Optional.of(named);
    }
  }

  static Tuning tuning(int batch) {
    return new Tuning(
        batch,
        Duration.ofMillis(20),
        Optional.empty(),
        Duration.ofSeconds(5),
        Duration.ofHours(47),
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        false);
  }

  static Tuning byOrder(Tuning of) {
    return new Tuning(
        of.batch(),
        of.flush(),
        of.rate(),
        of.timeout(),
        of.retryFor(),
        of.maxAge(),
        of.maxAgeOf(),
        of.future(),
        true);
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
    table = new Table(all, revision);
    hosts.putIfAbsent(connection + ".example", request -> status(200));
    return this;
  }

  /** All lanes together hold events of no more than this in memory. */
  Kit holding(long bytes) {
    DeliveryConfig of = config;
    config =
        new DeliveryConfig(
            of.window(),
            bytes,
            of.concurrency(),
            of.requests(),
            of.hosts(),
            of.hostWaiting(),
            of.orderWaiting(),
            of.parkedPerMinute(),
            of.probe(),
            of.misconfiguredProbe(),
            of.throttled(),
            of.throttledMax(),
            of.holdCheck(),
            of.retention());
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
    Tuning tuning = tuning(destination.batch());
    all.put(id(connection), new Connection(id(connection), destination, tuning, "f1"));
    table = new Table(all, revision);
    return this;
  }

  /** A connection to a real server. */
  Kit at(String connection, String hostAndPort, Tuning tuning) {
    Map<ConnectionId, Connection> all = new LinkedHashMap<>(table.byId());
    TestDestination there = new TestDestination(hostAndPort, tuning.batch(), Set.of());
    all.put(id(connection), new Connection(id(connection), there, tuning, "f1"));
    table = new Table(all, revision);
    return this;
  }

  Kit without(String connection) {
    Map<ConnectionId, Connection> all = new LinkedHashMap<>(table.byId());
    all.remove(id(connection));
    table = new Table(all, revision);
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
        this::depart,
        request -> mine.isOver() ? new Answer.Silence("killed", false) : carrier.send(request),
        new Alarms() {
          @Override
          public void raise(String kind, String subject, String sentence) {
            alarms.add(kind + " " + subject);
          }

          @Override
          public void clear(String kind, String subject) {
            alarms.add("over " + kind + " " + subject);
          }
        },
        meters,
        clock,
        new Random(7));
  }

  private Departure depart(
      PlannedLeg leg, OpenEvent event, Instant now, @Nullable ObjectNode state) {
    SafeEvent safe = event.safe();
    boolean corrects = leg.connection().destination().definition().corrects().contains(safe.name());
    if (corrects && state == null) {
      return new Departure.Withheld("no_original", "nothing was accepted for this order", null);
    }
    if (safe.body().at("/properties/denied").asBoolean()) {
      return new Departure.Withheld("denied_purpose", "ad_user_data is denied", null);
    }
    if (safe.body().at("/properties/held").asBoolean() && !consentCame) {
      return new Departure.Held(
          now.plus(Duration.ofHours(24)),
          new ConsentDecision(
              ConsentDecision.Kind.WITHHOLD, "consent_unset", "nothing was said", "ad_user_data"));
    }
    Prepared prepared =
        leg.connection()
            .destination()
            .prepare(new Leg(event, leg.route(), false, Set.of(), null, state));
    ConsentDecision granted =
        new ConsentDecision(ConsentDecision.Kind.SEND, "granted", "granted", "ad_user_data");
    return new Departure.Ready((Prepared.Element) prepared, granted);
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

  List<String> got(String connection) {
    return received.getOrDefault(connection + ".example", List.of());
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
