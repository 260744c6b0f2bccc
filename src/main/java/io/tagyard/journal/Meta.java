package io.tagyard.journal;

import java.nio.file.Path;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/** What the journal knows about itself: format, first and end position. */
final class Meta {
  /** The format this version writes. The first had its receipts under other keys. */
  static final long FORMAT = 2;

  static final byte[] FORMAT_KEY = Keys.text("format");
  static final byte[] FIRST = Keys.text("first");
  static final byte[] END = Keys.text("end");
  static final byte[] NEXT_LANE = Keys.text("next_lane");

  /** Written only to see whether it can be. */
  static final byte[] TRIED = Keys.text("tried");

  /** What starts found missing besides positions: a list of sentences. */
  static final byte[] LOST = Keys.text("lost");

  private Meta() {}

  /**
   * Refuses the data of a newer version, brings that of an older one to this format, and marks an
   * empty store as ours.
   *
   * @throws JournalFailure saying which version it found
   */
  static void checkFormat(Store store, Path folder) throws RocksDBException {
    long found = number(store, FORMAT_KEY, 0);
    if (found == FORMAT) {
      return;
    }
    if (found == 1) {
      OldReceipts.move(store);
    } else if (found != 0 || !isEmpty(store)) {
      String age = found > FORMAT ? "a newer" : "an unknown";
      throw new JournalFailure(
          "the data folder %s was written by %s version of Tagyard: format %d (expected: %d)"
              .formatted(folder, age, found, FORMAT),
          new IllegalStateException("format " + found));
    }
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(store.of(Family.META), FORMAT_KEY, Keys.number(FORMAT));
      store.write(batch, true);
    }
    store.flush(Family.META);
  }

  static Bounds bounds(Store store) throws RocksDBException {
    long end = number(store, END, 0);
    try (RocksIterator events = store.iterator(Family.EVENTS)) {
      events.seekToLast();
      if (events.isValid()) {
        end = Math.max(end, Keys.number(events.key()) + 1);
      }
    }
    return new Bounds(number(store, FIRST, 0), end);
  }

  static long number(Store store, byte[] key, long otherwise) throws RocksDBException {
    byte[] value = store.get(Family.META, key);
    return value == null ? otherwise : Keys.number(value);
  }

  private static boolean isEmpty(Store store) {
    try (RocksIterator all = store.iterator(Family.META)) {
      all.seekToFirst();
      return !all.isValid();
    }
  }
}
