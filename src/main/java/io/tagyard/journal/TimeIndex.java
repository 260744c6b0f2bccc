package io.tagyard.journal;

import java.time.Instant;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * From a time to a position: one entry for each second in which something was received, holding the
 * first position of that second. Seconds only grow here, whatever the clock did, so everything
 * before an entry was received before it; within, the events themselves are asked.
 */
final class TimeIndex {
  private final Store store;
  private long lastSecond = Long.MIN_VALUE;

  TimeIndex(Store store) {
    this.store = store;
    try (RocksIterator times = store.iterator(Family.TIMES)) {
      times.seekToLast();
      if (times.isValid()) {
        lastSecond = Keys.number(times.key());
      }
    }
  }

  /** Only the committer's thread comes here. */
  void note(WriteBatch batch, Instant receivedAt, long position) throws RocksDBException {
    long second = second(receivedAt);
    if (second > lastSecond) {
      batch.put(store.of(Family.TIMES), Keys.number(second), Keys.number(position));
      lastSecond = second;
    }
  }

  /** A position before which nothing was received at or after this time. */
  long notAfter(Instant receivedAt) {
    try (RocksIterator times = store.iterator(Family.TIMES)) {
      times.seekForPrev(Keys.number(second(receivedAt)));
      return times.isValid() ? Keys.number(times.value()) : 0;
    }
  }

  /** Not before 1970: negative seconds would sort behind the others. */
  static long second(Instant at) {
    return Math.max(0, at.getEpochSecond());
  }
}
