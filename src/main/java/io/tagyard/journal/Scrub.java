package io.tagyard.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads every table again and again, a few at a time, and compares its checksums: damage is found
 * before somebody needs what it hit. Files are read past every cache of the store. Not thread-safe.
 */
final class Scrub {
  /** From the beginning of one pass to that of the next. */
  static final Duration PASS = Duration.ofHours(6);

  private static final Map<String, String> MEANS =
      Map.of(
          Family.DEDUP.word(), "events that senders repeat may be taken twice",
          Family.LOOKUP.word(), "events may not be found by their id or order id",
          Family.TIMES.word(), "looking for events by time takes longer",
          Family.RECEIPTS.word(), "what became of some legs may not be told",
          Family.QUARANTINE.word(), "quarantined events may be lost");

  private final Store store;
  private final EventReader events;
  private final Bounds bounds;
  private final DamageLog damage;
  private final Deque<Table> left = new ArrayDeque<>();
  private @Nullable Instant begun;

  Scrub(Store store, EventReader events, Bounds bounds, DamageLog damage) {
    this.store = store;
    this.events = events;
    this.bounds = bounds;
    this.damage = damage;
  }

  /** Goes on for this long, at least for one file; begins anew when it is time to. */
  void round(Instant now, Duration budget) {
    if (left.isEmpty()) {
      if (begun != null && now.isBefore(begun.plus(PASS)) && !now.isBefore(begun)) {
        return;
      }
      begun = now;
      left.addAll(Table.of(store));
    }
    long until = System.nanoTime() + budget.toNanos();
    for (Table table = left.poll(); table != null; table = next(until)) {
      look(table);
    }
  }

  private @Nullable Table next(long until) {
    return System.nanoTime() < until ? left.poll() : null;
  }

  private void look(Table table) {
    table.damage().filter(why -> isNeeded(table)).ifPresent(why -> report(table, why));
  }

  /** Files go while we look. */
  private boolean isNeeded(Table table) {
    return Table.of(store).stream().anyMatch(one -> one.file().equals(table.file()));
  }

  private void report(Table table, String why) {
    if (!table.isOf(Family.EVENTS)) {
      damage.say(
          why + "; " + MEANS.getOrDefault(table.family(), "places of lanes may be lost"),
          bounds.end());
      return;
    }
    long before = damage.positions();
    Span around = table.around();
    Span needed =
        new Span(Math.max(around.from(), bounds.first()), Math.min(around.to(), bounds.end()));
    if (needed.size() > 0) {
      events.check(needed.from(), needed.to());
      if (damage.positions() == before) {
        damage.say(
            why + "; its events, positions " + needed + ", may not be read after a restart",
            needed.to());
      }
    }
  }
}
