package io.tagyard.journal;

import java.util.Arrays;
import java.util.List;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves the receipts of format 1 to the keys of format 2, which have the block of the position in
 * front. What a cut leaves half done is done again by the next start.
 */
final class OldReceipts {
  private static final Logger LOG = LoggerFactory.getLogger(OldReceipts.class);
  private static final int TOGETHER = 10_000;
  private static final byte[] FIRST = {};

  private OldReceipts() {}

  static void move(Store store) throws RocksDBException {
    long moved = 0;
    byte[] last = FIRST;
    try (RocksIterator old = store.iterator(Family.RECEIPTS_OF_FORMAT_1);
        WriteBatch batch = new WriteBatch()) {
      for (old.seekToFirst(); old.isValid(); old.next()) {
        last = old.key();
        batch.put(store.of(Family.RECEIPTS), Keys.inBlock(last), old.value());
        moved++;
        if (batch.count() == TOGETHER) {
          store.write(batch, false);
          batch.clear();
        }
      }
      old.status();
      store.write(batch, true);
    }
    forget(store, Arrays.copyOf(last, last.length + 1));
    LOG.info("journal.receipts_moved count={}", moved);
  }

  /** Everything before this key. */
  private static void forget(Store store, byte[] end) throws RocksDBException {
    var family = store.of(Family.RECEIPTS_OF_FORMAT_1);
    try (WriteBatch batch = new WriteBatch()) {
      batch.deleteRange(family, FIRST, end);
      store.write(batch, true);
    }
    store.db().deleteFilesInRanges(family, List.of(FIRST, end), false);
  }
}
