package io.tagyard.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.tagyard.event.ConnectionId;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.Passage;
import io.tagyard.route.RouteTable;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What lanes that are behind read. When all of them cannot keep up they are in about the same
 * place, so a stretch of the journal is read and planned once for those that come by; otherwise
 * being behind would cost each of them the time to catch up. A lane far from the others reads
 * alone.
 */
final class Stretches {
  private static final int LENGTH = 64;
  private static final long BYTES_MAX = 128 << 10;
  private static final int KEPT = 16;

  /** Opened values must not outstay their use. */
  private static final Duration UNUSED_FOR = Duration.ofSeconds(5);

  private final EventJournal journal;
  private final Planner planner;
  private final Cache<Long, Stretch> recent =
      Caffeine.newBuilder()
          .maximumSize(KEPT)
          .expireAfterAccess(UNUSED_FOR)
          .scheduler(Scheduler.systemScheduler())
          .build();

  Stretches(EventJournal journal, Planner planner) {
    this.journal = journal;
    this.planner = planner;
  }

  /**
   * Events in a row, planned.
   *
   * @param next where to go on reading
   */
  record Stretch(RouteTable table, long next, Map<ConnectionId, List<Cargo>> legs) {
    /** A lane's legs at or behind this position. */
    List<Cargo> legs(ConnectionId lane, long from) {
      return legs.getOrDefault(lane, List.of()).stream()
          .filter(cargo -> cargo.position() >= from)
          .toList();
    }
  }

  /**
   * The stretch with this position in it, for {@link Stretch#legs} from there.
   *
   * @param limit a position behind it that is not read
   * @param bytes of the events at most; one is read anyhow
   */
  Stretch at(long from, long limit, long bytes, RouteTable table) {
    long first = from - from % LENGTH;
    long end = first + LENGTH;
    if (end > limit || bytes < BYTES_MAX) {
      return read(from, limit, bytes, table);
    }
    Stretch stretch = recent.get(first, key -> read(first, end, BYTES_MAX, table));
    if (stretch.table() != table) {
      stretch = read(first, end, BYTES_MAX, table);
      recent.put(first, stretch);
    }
    return stretch.next() > from ? stretch : read(from, limit, bytes, table);
  }

  private Stretch read(long from, long limit, long bytes, RouteTable table) {
    Passage passage = journal.passage(from, limit, LENGTH, bytes);
    return new Stretch(table, passage.next(), planner.plan(passage, table));
  }
}
