package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import io.tagyard.journal.LaneCursor;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Where a lane stands: its progress, and every leg counted.
 *
 * <p>A leg is counted under its first fate when its position is finished, in one step with the
 * progress; later changes (a parked leg delivered, a dead letter retried) are moves. First fates
 * live in the journal's snapshot and moves in the relational store, each together with the thing
 * that makes it true, so that no crash can come between them. Thread-safe.
 */
final class Standing {
  private final ConnectionId lane;
  private final Progress progress;
  private final Backlog backlog;
  private Counts firstFates;
  private Counts moves;
  private long taken;
  private long openBytes;
  private final Map<String, Long> keptCounts;
  private Supplier<Map<String, Long>> also = Map::of;

  /**
   * @param cursor the last snapshot
   * @param moves what the store has counted since the lane exists
   * @param liveFrom where the dispatcher counts from
   */
  Standing(LaneCursor cursor, Counts moves, long liveFrom) {
    this.lane = cursor.lane();
    this.progress = new Progress(cursor.lowest(), cursor.finishedAbove());
    this.backlog = new Backlog(cursor.lowest(), liveFrom);
    this.firstFates = Counts.of(cursor.counts());
    this.moves = moves;
    this.taken = firstFates.matched();
    this.keptCounts = cursor.counts();
  }

  /** The numbers of the last snapshot. */
  Map<String, Long> keptCounts() {
    return keptCounts;
  }

  /** Numbers that go into every snapshot besides the fates. */
  synchronized void alsoKeep(Supplier<Map<String, Long>> numbers) {
    also = numbers;
  }

  /** A position that ended after the snapshot was written, learnt from a receipt or a row. */
  synchronized void recall(long position, Fate firstFate, int extras) {
    if (!progress.isFinished(position) && progress.take(position, 1 + extras)) {
      taken += 1L + extras;
      finish(position, firstFate, extras);
    }
  }

  /** Takes a position in hand; false when there is nothing left to do. */
  synchronized boolean take(long position, int extras) {
    if (!progress.take(position, 1 + extras)) {
      return false;
    }
    taken += 1L + extras;
    return true;
  }

  /** Takes a position that the lane itself has read, and that others may have counted as unread. */
  synchronized boolean takeUnread(long position, int extras) {
    if (!take(position, extras)) {
      return false;
    }
    backlog.read(position, 1 + extras);
    return true;
  }

  synchronized void advance(long position) {
    progress.advance(position);
    backlog.readUpTo(progress.readUpTo());
  }

  /**
   * A position in hand has its first fate.
   *
   * @param extras further legs of the event to this connection, withheld as {@code duplicate_route}
   */
  synchronized void finish(long position, Fate fate, int extras) {
    progress.finish(position);
    firstFates = firstFates.moved(null, fate, 1).moved(null, Fate.WITHHELD, extras);
  }

  synchronized void move(Counts difference) {
    moves = moves.plus(difference);
  }

  synchronized void passed(int legs) {
    backlog.passed(legs);
  }

  /** A scan has counted the lane's legs up to here; those with a fate are left out. */
  synchronized void scanned(NavigableMap<Long, Integer> legsByPosition, long upTo) {
    NavigableMap<Long, Integer> unread = new TreeMap<>(legsByPosition);
    unread.keySet().removeIf(progress::isFinished);
    backlog.scanned(unread, upTo, progress.readUpTo());
  }

  synchronized void recount(long liveFrom) {
    backlog.restart(progress.readUpTo(), liveFrom);
  }

  /**
   * The lane has read all that was counted as unread; routes that changed meanwhile leave a rest.
   */
  synchronized void caughtUp() {
    backlog.restart(progress.readUpTo(), progress.readUpTo());
  }

  synchronized LaneCursor snapshot() {
    Map<String, Long> counts = new TreeMap<>(firstFates.asMap());
    counts.putAll(also.get());
    return new LaneCursor(lane, progress.lowest(), progress.finishedAbove(), counts);
  }

  synchronized boolean isFinished(long position) {
    return progress.isFinished(position);
  }

  synchronized long lowest() {
    return progress.lowest();
  }

  synchronized long readUpTo() {
    return progress.readUpTo();
  }

  /** Events taken in hand, or let go again when this is below zero. */
  synchronized void weigh(long bytes) {
    openBytes += bytes;
  }

  /** What the events in hand take in the journal. */
  synchronized long openBytes() {
    return openBytes;
  }

  synchronized long openLegs() {
    return progress.openLegs();
  }

  /** The conservation line, as one moment saw it. */
  synchronized BalanceLine line() {
    Counts now = firstFates.plus(moves);
    return new BalanceLine(
        lane,
        taken + moves.matched() + backlog.unread(),
        now.delivered(),
        now.withheld(),
        now.parked(),
        now.dead(),
        progress.openLegs() + backlog.unread(),
        backlog.complete());
  }
}
