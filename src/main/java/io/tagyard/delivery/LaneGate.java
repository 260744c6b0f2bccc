package io.tagyard.delivery;

import io.micrometer.core.instrument.Counter;
import io.tagyard.event.ConnectionId;
import io.tagyard.route.Connection;
import io.tagyard.route.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a lane may send now: its operator's pause, its destination's stops, its rate limit. Also
 * where its legs go when they come back. Thread-safe.
 */
final class LaneGate implements Sending.Ends {
  /** Pauses shorter than this are not worth a write: a restart takes as long. */
  private static final Duration KEPT_PAUSE = Duration.ofSeconds(10);

  private static final int BACK_PER_SECOND = 20;
  private static final Duration SPREAD_MAX = Duration.ofMinutes(10);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final ConnectionId lane;
  private final Equipment equipment;
  private final Inbox inbox;
  private final Bookkeeper books;
  private final LongSupplier parked;
  private final Tracks tracks;
  private final HeldBack heldBack;
  private final Map<String, Counter> outcomes = new ConcurrentHashMap<>();
  private volatile RateLimit rate;
  private volatile boolean paused;
  private volatile boolean draining;

  /** By the steady clock. */
  private volatile @Nullable Instant notBefore;

  private boolean alarmed;

  LaneGate(
      Connection connection,
      Equipment equipment,
      Inbox inbox,
      Bookkeeper books,
      LongSupplier parked,
      LaneStateRow kept,
      Map<String, Long> keptCounts) {
    this.lane = connection.id();
    this.equipment = equipment;
    this.inbox = inbox;
    this.books = books;
    this.parked = parked;
    this.tracks = new Tracks(equipment.config(), equipment.steady());
    this.heldBack = new HeldBack(inbox);
    this.rate = RateLimit.of(connection, equipment.clock(), keptCounts);
    this.paused = kept.paused();
    this.notBefore =
        kept.notBefore() == null ? null : pause(Instant.ofEpochMilli(kept.notBefore()));
  }

  /** A pause kept by the wall clock, which may have been set since. */
  private Instant pause(Instant untilOnTheWall) {
    Duration left = Duration.between(equipment.clock().instant(), untilOnTheWall);
    Duration longest = equipment.config().throttledMax();
    return steady().plus(left.compareTo(longest) < 0 ? left : longest);
  }

  private Instant steady() {
    return equipment.steady().instant();
  }

  /** True when a request may leave; otherwise waits a little first. */
  boolean open() throws InterruptedException {
    Duration wait = wait(steady());
    if (wait.isZero()) {
      return true;
    }
    inbox.await(wait);
    return false;
  }

  private Duration wait(Instant now) {
    Instant kept = notBefore;
    if (isPaused()) {
      return LOOK_AGAIN;
    }
    if (kept != null && now.isBefore(kept)) {
      return Duration.between(now, kept);
    }
    return tracks
        .stop(now)
        .map(stop -> Duration.between(now, stop.until()))
        .orElseGet(() -> rate.wait(1));
  }

  /** Requests the rate limit allows now. */
  long allowed() {
    return rate.available();
  }

  /** What of the rate limit must survive a restart. */
  Map<String, Long> spentToday() {
    return rate.spentToday();
  }

  Tracks tracks() {
    return tracks;
  }

  boolean isPaused() {
    return paused && !draining;
  }

  /** A load whose host stands still: kept in hand, or parked when other hosts go on. */
  void hold(Load load, Track.Stop stop) {
    if (tracks.several()) {
      Instant until = equipment.steady().onTheWall(stop.until());
      park(load, "host_" + stop.state(), until.plusMillis(spread()));
    } else {
      again(load.cargos());
    }
  }

  /** Parks without an attempt. */
  void park(Load load, String reason, Instant due) {
    Instant now = equipment.clock().instant();
    String sentence = load.host() + " takes nothing now";
    load.cargos()
        .forEach(
            cargo -> books.add(Result.parked(cargo, reason, sentence, cargo.tries(), now, due)));
  }

  // ---- outcomes

  @Override
  public void ended(Result result) {
    books.add(result);
  }

  @Override
  public void again(List<Cargo> legs) {
    inbox.putBack(legs);
  }

  /** Legs parked for a host come back at about this many a second, however many there are. */
  private long spread() {
    long most = Math.min(parked.getAsLong() * 1000 / BACK_PER_SECOND, SPREAD_MAX.toMillis());
    return most <= 0 ? 0 : equipment.random().nextLong(most);
  }

  @Override
  public void seen(String outcome, int legs) {
    outcomes
        .computeIfAbsent(
            outcome, word -> equipment.meters().counter("tagyard_attempts", tags("outcome", word)))
        .increment(legs);
  }

  String[] tags(String key, String value) {
    return new String[] {
      "workspace", lane.workspace(), "connection", lane.connection(), key, value
    };
  }

  @Override
  public void refused(List<Cargo> legs, Optional<String> because) {
    if (tracks.several()) {
      // one partner's host refuses us, the connection itself is well
      inbox.putBack(legs);
      return;
    }
    heldBack.hold(legs, steady().plus(equipment.config().misconfiguredProbe()));
    because.ifPresent(this::alarm);
  }

  private synchronized void alarm(String because) {
    if (!alarmed) {
      String sentence = "stopped: its settings were refused (" + because + "); nothing is lost";
      equipment.alarms().raise("lane_stopped", lane.toString(), sentence);
      alarmed = true;
    }
  }

  private synchronized void endAlarm() {
    if (alarmed) {
      equipment.alarms().clear("lane_stopped", lane.toString());
      alarmed = false;
    }
  }

  @Override
  public void trusted() {
    endAlarm();
    heldBack.release();
  }

  /** Whether legs are held back while others are tried, one at a time. */
  boolean isInDoubt() {
    if (tracks.several() && !heldBack.isEmpty()) {
      endAlarm();
      heldBack.release();
    }
    return !heldBack.isEmpty();
  }

  /** The one to be tried alone; waits a little when there is none. */
  List<Cargo> tryOne() throws InterruptedException {
    boolean settled = tracks.only().map(track -> track.doubt().isSettled()).orElse(false);
    Optional<Cargo> next =
        tracks.inFlight() > 0 || isPaused() ? Optional.empty() : heldBack.next(settled, steady());
    if (next.isEmpty()) {
      inbox.await(LOOK_AGAIN);
    }
    return next.stream().toList();
  }

  /**
   * Makes a dead letter of the first leg that is held back; the lane tries the next at once.
   *
   * @return that leg, if any is held back and not just being tried
   */
  Optional<Cargo> setAside() {
    Optional<Cargo> head = heldBack.head();
    head.ifPresent(cargo -> {
      String because = tracks.only().map(Track::because).orElse(null);
      String sentence = "set aside by an operator" + (because == null ? "" : ": " + because);
      Instant now = equipment.clock().instant();
      books.add(Result.dead(cargo, "refused", sentence, cargo.tries(), now));
      tracks.forEach(track -> track.doubt().forget(cargo.position()));
      endAlarm();
      probe();
    });
    return head;
  }

  /** When the first of those held back was received; null without. */
  @Nullable Instant oldestHeldBack() {
    return heldBack.oldest();
  }

  @Override
  public void throttled(Instant until) {
    boolean worthKeeping = !tracks.several() && steady().plus(KEPT_PAUSE).isBefore(until);
    if (worthKeeping) {
      notBefore = until;
      equipment.parking().setNotBefore(lane, equipment.steady().onTheWall(until));
    }
  }

  /** The wall clock was set: the pause that is kept by it for a restart is written again. */
  void clockJumped() {
    Instant kept = notBefore;
    if (kept != null && steady().isBefore(kept)) {
      equipment.parking().setNotBefore(lane, equipment.steady().onTheWall(kept));
    }
  }

  @Override
  public void spend() {
    rate.spend(1);
  }

  // ---- what operators do

  void pause() {
    equipment.parking().setPaused(lane, true);
    paused = true;
    inbox.nudge();
  }

  void resume() {
    equipment.parking().setPaused(lane, false);
    paused = false;
    probe();
  }

  /** Forgets every stop but an operator's pause: the next request leaves at once, alone. */
  void probe() {
    notBefore = null;
    equipment.parking().setNotBefore(lane, null);
    tracks.forEach(Track::release);
    heldBack.release();
    inbox.nudge();
  }

  void settingsChanged(Connection connection) {
    rate = RateLimit.of(connection, equipment.clock(), rate.spentToday());
    notBefore = null;
    tracks.forEach(Track::restart);
    heldBack.release();
    inbox.nudge();
  }

  /** A lane whose connection was taken out works on even when it was paused. */
  void drain(boolean on) {
    draining = on;
    inbox.nudge();
  }

  /** Whether a leg that is due would leave. */
  boolean takesDue() {
    Instant kept = notBefore;
    Instant now = steady();
    boolean waits = kept != null && now.isBefore(kept);
    return !isPaused() && !waits && tracks.stop(now).isEmpty();
  }

  LaneState state() {
    Instant now = steady();
    if (isPaused()) {
      return LaneState.PAUSED;
    }
    LaneState worst = draining ? LaneState.DRAINING : LaneState.HEALTHY;
    Instant kept = notBefore;
    if (kept != null && now.isBefore(kept)) {
      worst = LaneState.SLOWED;
    }
    return tracks
        .only()
        .map(track -> track.state(now))
        .filter(s -> s != LaneState.HEALTHY)
        .orElse(worst);
  }

  @Nullable String because() {
    return tracks.only().map(Track::because).orElse(null);
  }

  /** When it tries again, on people's clocks; null when nothing is planned. */
  @Nullable Instant until() {
    Instant kept = notBefore;
    Instant until = tracks.only().map(Track::until).orElse(kept);
    Instant head = heldBack.headDue();
    Instant last = head != null && (until == null || head.isAfter(until)) ? head : until;
    return last != null && last.isAfter(steady()) ? equipment.steady().onTheWall(last) : null;
  }

  Map<String, Long> outcomes() {
    Map<String, Long> now = new TreeMap<>();
    outcomes.forEach((word, count) -> now.put(word, (long) count.count()));
    return now;
  }
}
