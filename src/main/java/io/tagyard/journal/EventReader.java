package io.tagyard.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * Reads events by position. What is damaged is skipped, counted and logged once, and reading goes
 * on behind it. Positions have no gaps, so one that is missing is damage as well.
 *
 * <p>An iterator stands over all files at once, so one that cannot be opened ends it for all: what
 * it cannot pass is asked for position by position.
 */
final class EventReader {
  /** An iterator that failed is tried again at every so manieth position. */
  private static final int TRY_AGAIN = 64;

  private final Store store;
  private final Bounds bounds;
  private final Tail tail;
  private final DamageLog damage;

  EventReader(Store store, Bounds bounds, Tail tail, DamageLog damage) {
    this.store = store;
    this.bounds = bounds;
    this.tail = tail;
    this.damage = damage;
  }

  List<JournaledEvent> read(long from, int max, long bytes) {
    List<JournaledEvent> events = new ArrayList<>(Math.min(max, 1_000));
    long next = readAlong(from, max, bytes, events);
    long[] left = {bytes - events.stream().mapToLong(JournaledEvent::bytes).sum()};
    if (events.size() == max || next >= bounds.end() || left[0] <= 0) {
      return events;
    }
    scan(
        next,
        (position, value) -> {
          if (events.size() < max) {
            events.add(decoded(position, value));
            left[0] -= value.length;
          }
          return events.size() < max && left[0] > 0;
        });
    return events;
  }

  private static JournaledEvent decoded(long position, byte[] value) {
    return new JournaledEvent(position, EventCodec.decode(value), value.length);
  }

  /** Takes what was appended a moment ago; the first position it could not take. */
  private long readAlong(long from, int max, long bytes, List<JournaledEvent> events) {
    long end = bounds.end();
    long next = Math.max(from, bounds.first());
    long left = bytes;
    while (next < end && events.size() < max && (left > 0 || events.isEmpty())) {
      JournaledEvent event = tail.take(next);
      if (event == null) {
        return next;
      }
      events.add(event);
      left -= event.bytes();
      next++;
    }
    return next;
  }

  /**
   * The lowest position at or behind this one that was received at or after this time, as far as is
   * known: damage counts as late, so that nobody lets it go for old.
   */
  long receivedFrom(long from, Instant time) {
    long[] found = {Math.min(Math.max(from, bounds.first()), bounds.end())};
    scan(
        from,
        (position, value) -> {
          boolean early = EventCodec.receivedAt(value).isBefore(time);
          found[0] = early ? position + 1 : found[0];
          return early;
        });
    return found[0];
  }

  Optional<JournaledEvent> at(long position) {
    if (position < bounds.first() || position >= bounds.end()) {
      return Optional.empty();
    }
    try {
      byte[] value = store.get(Family.EVENTS, Keys.number(position));
      if (value != null) {
        return Optional.of(decoded(position, value));
      }
      report(position, position + 1, "missing");
    } catch (RocksDBException | Damaged e) {
      report(position, position + 1, String.valueOf(e.getMessage()));
    }
    return Optional.empty();
  }

  /** Reads these positions for no other reason than to find out whether it can be done. */
  void check(long from, long to) {
    if (from < to) {
      scan(
          from,
          (position, value) -> {
            EventCodec.receivedAt(value);
            return position + 1 < to;
          });
    }
  }

  /** Hands each event to the visitor, ascending, until it has enough. */
  private void scan(long from, Visitor visitor) {
    long end = bounds.end();
    long next = Math.max(from, bounds.first());
    try (RocksIterator events = store.iterator(Family.EVENTS)) {
      events.seek(Keys.number(next));
      while (next < end) {
        if (!events.isValid()) {
          next = behindDamage(events, next, end, visitor);
          continue;
        }
        long position = Math.min(Keys.number(events.key()), end);
        if (position > next) {
          report(next, position, "missing");
        }
        if (position == end || !visited(visitor, position, events.value())) {
          return;
        }
        next = position + 1;
        events.next();
      }
    }
  }

  private boolean visited(Visitor visitor, long position, byte[] value) {
    try {
      return visitor.wantsMoreAfter(position, value);
    } catch (Damaged e) {
      report(position, position + 1, String.valueOf(e.getMessage()));
      return true;
    }
  }

  /**
   * Goes on where the iterator cannot: by single positions, until it stands again. Returns where it
   * does, or the end when the visitor has seen enough.
   */
  private long behindDamage(RocksIterator events, long from, long end, Visitor visitor) {
    String why = broken(events);
    if (why == null) {
      report(from, end, "missing");
      return end;
    }
    long next = from;
    long bad = from; // one report for all in a row
    while (next < end && (next == from || next % TRY_AGAIN != 0 || !stands(events, next))) {
      byte[] value = single(next);
      if (value != null) {
        report(bad, next, why);
        bad = next + 1;
        if (!visited(visitor, next, value)) {
          return end;
        }
      }
      next++;
    }
    report(bad, next, why);
    return next;
  }

  private static boolean stands(RocksIterator events, long at) {
    events.seek(Keys.number(at));
    return events.isValid() || broken(events) == null;
  }

  /** Null when it cannot be read, for whatever reason. */
  private byte @Nullable [] single(long position) {
    try {
      return store.get(Family.EVENTS, Keys.number(position));
    } catch (RocksDBException e) {
      return null;
    }
  }

  /** Why the iterator stands nowhere; null when it is only at its end. */
  private static @Nullable String broken(RocksIterator events) {
    try {
      events.status();
      return null;
    } catch (RocksDBException e) {
      return String.valueOf(e.getMessage());
    }
  }

  /** What retention takes while we read is no damage. */
  private void report(long from, long to, String why) {
    if (from < to && from >= bounds.first()) {
      damage.add(from, to, why);
    }
  }

  /** Looks at an event; false when it has seen enough. */
  @FunctionalInterface
  private interface Visitor {
    boolean wantsMoreAfter(long position, byte[] value);
  }
}
