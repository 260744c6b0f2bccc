package io.tagyard.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tagyard.event.Json;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What a start finds missing: compares what the store has with what was acknowledged, and
 * remembers, in the store itself, what shows only once.
 */
final class Recovery {
  private static final String CUT =
      "the end of the journal's log is missing: with it quarantined events and outcomes that were"
          + " noted last";
  private static final String GAP =
      "records within the journal's log are missing: with them quarantined events and outcomes that"
          + " were noted at that time";

  private final Store store;
  private final DamageLog damage;

  Recovery(Store store, DamageLog damage) {
    this.store = store;
    this.damage = damage;
  }

  /** The first and the end position; what was acknowledged and is not there is damage. */
  Bounds bounds(Optional<Acknowledged.Mark> mark, LogGaps gaps) throws RocksDBException {
    Bounds there = Meta.bounds(store);
    long end = Math.max(there.end(), mark.map(Acknowledged.Mark::end).orElse(0L));
    boolean knewOfLoss = store.get(Family.META, Meta.LOST) != null;
    ArrayNode lost = known(there.first());
    if (mark.filter(one -> store.db().getLatestSequenceNumber() < one.sequence()).isPresent()) {
      say(lost, CUT, end);
    }
    if (gaps.isMissing(mark.map(Acknowledged.Mark::sequence).orElse(Long.MAX_VALUE - 1))) {
      say(lost, GAP, end);
    }
    if (end > there.end()) {
      damage.add(there.end(), end, "the log ends before what was acknowledged");
    }
    if (knewOfLoss || !lost.isEmpty() || end > there.end()) {
      remember(lost, end);
    }
    return new Bounds(there.first(), end);
  }

  private void remember(ArrayNode lost, long end) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(store.of(Family.META), Meta.LOST, Json.write(lost));
      batch.put(store.of(Family.META), Meta.END, Keys.number(end));
      store.write(batch, true);
    }
  }

  private void say(ArrayNode lost, String sentence, long end) {
    lost.addObject().put("said", sentence).put("end", end);
    damage.say(sentence, end);
  }

  /** What earlier starts found, as far as it still matters. */
  private ArrayNode known(long first) throws RocksDBException {
    ArrayNode lost = JsonNodeFactory.instance.arrayNode();
    byte[] kept = store.get(Family.META, Meta.LOST);
    if (kept != null) {
      for (JsonNode one : EventCodec.tree(kept, 0)) {
        long end = one.path("end").asLong();
        if (end > first) {
          say(lost, one.path("said").asText(), end);
        }
      }
    }
    return lost;
  }

  /**
   * Finds acknowledged positions that no table has. The tables' own numbers tell it; only where
   * they do not, the positions are read.
   */
  void findHoles(EventReader events, Bounds bounds) {
    List<Span> whole =
        Table.of(store).stream()
            .filter(table -> table.isOf(Family.EVENTS))
            .flatMap(table -> table.positions().stream())
            .sorted(Comparator.comparingLong(Span::from))
            .toList();
    long next = bounds.first();
    for (Span span : whole) {
      if (span.from() > next) {
        events.check(next, span.from());
      }
      next = Math.max(next, span.to());
    }
    if (next < bounds.end()) {
      events.check(next, bounds.end());
    }
  }
}
