package io.tagyard.delivery;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How legs come to a lane: from the dispatcher while there is room, else by its own reading from
 * its place until it has caught up.
 */
final class Feed {
  private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

  private final Equipment equipment;
  private final Dispatcher dispatcher;
  private final Standing standing;
  private final Inbox inbox;
  private volatile boolean attached;
  private volatile long end = Long.MAX_VALUE;

  Feed(Equipment equipment, Dispatcher dispatcher, Standing standing, Inbox inbox) {
    this.equipment = equipment;
    this.dispatcher = dispatcher;
    this.standing = standing;
    this.inbox = inbox;
  }

  /**
   * The lane's legs of a chunk that ends before {@code next}; without room for them the lane is
   * behind from here on. Called by the dispatcher under its lock.
   */
  void offer(List<Cargo> legs, long next) {
    if (attached && !legs.isEmpty() && !hasRoomFor(legs)) {
      attached = false;
    }
    if (!attached) {
      long from = standing.readUpTo();
      legs.stream()
          .filter(cargo -> cargo.position() >= from)
          .forEach(cargo -> standing.passed(1 + cargo.extras()));
      return;
    }
    List<Cargo> taken =
        legs.stream().filter(cargo -> standing.take(cargo.position(), cargo.extras())).toList();
    standing.advance(next);
    if (!taken.isEmpty()) {
      hold(taken);
    }
  }

  private boolean hasRoomFor(List<Cargo> legs) {
    return standing.openLegs() + legs.size() <= equipment.config().window()
        && standing.openBytes() + bytes(legs) <= share();
  }

  /** Whether a lane that reads for itself holds all it may. */
  boolean isFull() {
    return standing.openLegs() >= equipment.config().window() / 2
        || standing.openBytes() >= share() / 2;
  }

  /** What this lane may hold in memory. */
  long share() {
    return dispatcher.share(equipment.config().bytes());
  }

  private void hold(List<Cargo> legs) {
    standing.weigh(bytes(legs));
    inbox.add(legs);
  }

  static long bytes(List<Cargo> legs) {
    return legs.stream().mapToLong(Cargo::bytes).sum();
  }

  /**
   * Reads while the lane is behind, has room, and fewer live legs wait than are enough for now:
   * what waits for long is moved about by every collection. However long a replay is, live legs are
   * read beside it. Called by the lane's own thread.
   */
  void readForItself(Lane lane, int enough) {
    while (!attached && !lane.isStopping() && !isFull() && inbox.liveSize() < enough) {
      long limit = Math.min(dispatcher.position(), end);
      long from = standing.readUpTo();
      if (from >= limit) {
        dispatcher.join(lane);
        return;
      }
      try {
        readChunk(lane, from, limit);
      } catch (RuntimeException e) {
        LOG.error("{} cannot read the journal at {}", lane.id(), from, e);
        return;
      }
    }
  }

  private void readChunk(Lane lane, long from, long limit) {
    long first = equipment.journal().first();
    if (from < first) {
      String lost = "events from position " + from + " to " + first + " left the journal unread";
      equipment.alarms().raise("backlog_dropped", lane.id().toString(), lost);
    }
    long start = Math.max(from, first);
    Stretches.Stretch stretch = dispatcher.stretches().at(start, limit, share() / 2, lane.table());
    List<Cargo> legs =
        stretch.legs(lane.id(), start).stream()
            .filter(cargo -> standing.takeUnread(cargo.position(), cargo.extras()))
            .toList();
    standing.advance(stretch.next());
    hold(legs);
  }

  /** The lane has read everything: the dispatcher feeds it from now on. Under its lock. */
  void attach() {
    standing.caughtUp();
    attached = true;
  }

  /** What is unread is counted anew, by the dispatcher from here and by a scan below. */
  void recount(long liveFrom) {
    if (!attached) {
      standing.recount(liveFrom);
    }
  }

  boolean isBehind() {
    return !attached;
  }

  /** Nothing at or beyond this position is read any more. */
  void endAt(long position) {
    end = position;
    attached = false;
  }

  void goOn() {
    end = Long.MAX_VALUE;
  }

  boolean hasEnd() {
    return end != Long.MAX_VALUE;
  }

  boolean hasReadAll() {
    return standing.readUpTo() >= end;
  }
}
