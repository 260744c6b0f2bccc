package io.tagyard.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.CompactRangeOptions.BottommostLevelCompaction;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets old data go. Every key begins with something that grows with time, so what is old is one
 * range per family: one range tombstone makes it gone at once and exactly, whole files in it are
 * deleted without being read, and the one file per level that holds the border is rewritten.
 *
 * <p>The Java binding has no compaction filter of our own and a TTL only by the wall clock and by
 * the age of a file; ranges obey the journal's own first position and the clock that is passed in.
 */
final class Retention {
  private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
  private static final byte[] NONE = {};
  private final Store store;
  private final Bounds bounds;
  private final Indexes indexes;
  private final Lanes lanes;

  Retention(Store store, Bounds bounds, Indexes indexes, Lanes lanes) {
    this.store = store;
    this.bounds = bounds;
    this.indexes = indexes;
    this.lanes = lanes;
  }

  /** A range of keys of one family, without its end. */
  private record Old(Family family, byte[] from, byte[] to) {}

  /**
   * Drops events below this position and what is about them; dedup keys when their window is over.
   */
  synchronized void drop(long first, Instant receivedBefore, Instant now) throws RocksDBException {
    List<Old> old = old(first, receivedBefore, now);
    // readers take the new border first, so that none of them reports what goes as damage
    bounds.first(first);
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(store.of(Family.META), Meta.FIRST, Keys.number(first));
      for (Old range : old) {
        batch.deleteRange(store.of(range.family()), range.from(), range.to());
      }
      for (int lane : lanes.numbers()) { // in the block of the border
        batch.deleteRange(
            store.of(Family.RECEIPTS), Keys.blockOf(lane, first), Keys.receipt(lane, first));
      }
      store.write(batch, true);
    }
    for (Old range : old) {
      store
          .db()
          .deleteFilesInRanges(store.of(range.family()), List.of(range.from(), range.to()), false);
      rewriteBorder(range);
    }
  }

  private List<Old> old(long first, Instant receivedBefore, Instant now) {
    List<Old> old = new ArrayList<>();
    old.add(new Old(Family.EVENTS, NONE, Keys.number(first)));
    old.add(new Old(Family.TIMES, NONE, Keys.number(TimeIndex.second(receivedBefore))));
    old.add(
        new Old(
            Family.LOOKUP, NONE, Keys.generation(indexes.lookups().forgetBefore(receivedBefore))));
    old.add(new Old(Family.DEDUP, NONE, Keys.generation(indexes.dedup().forgetBefore(now))));
    old.add(new Old(Family.QUARANTINE, NONE, Keys.uuidFrom(receivedBefore)));
    old.add(new Old(Family.RECEIPTS, NONE, Keys.blockOf(first)));
    return old;
  }

  /**
   * Only for space and for what must not stay on disk; damage in the way must not stop anything.
   */
  private void rewriteBorder(Old range) {
    try (CompactRangeOptions options =
        new CompactRangeOptions()
            .setExclusiveManualCompaction(false)
            .setBottommostLevelCompaction(BottommostLevelCompaction.kForceOptimized)) {
      store.db().compactRange(store.of(range.family()), range.from(), range.to(), options);
    } catch (RocksDBException e) {
      LOG.error(
          "journal.border_not_rewritten family={} reason=\"{}\"", range.family(), e.getMessage());
    }
  }
}
