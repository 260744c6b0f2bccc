package io.tagyard.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.rocksdb.AbstractWalFilter;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Sees every record of the log as a start reads it, and finds where one is missing: changes are
 * numbered without gaps, and a record begins with the number of its first and how many they are
 * (RocksDB's {@code write_batch.cc}: eight and four bytes). Passes all of them on.
 */
final class LogGaps extends AbstractWalFilter {
  static {
    RocksDB.loadLibrary();
  }

  private static final int SEQUENCE = 0;
  private static final int COUNT = 8;

  private long next = -1;
  private long firstMissing = Long.MAX_VALUE;

  /** Whether a change up to this one is missing between others. */
  synchronized boolean isMissing(long upTo) {
    return firstMissing <= upTo;
  }

  @Override
  public void columnFamilyLogNumberMap(Map<Integer, Long> numbers, Map<String, Integer> families) {}

  @Override
  public synchronized LogRecordFoundResult logRecordFound(
      long number, String file, WriteBatch batch, WriteBatch changed) {
    try {
      ByteBuffer record = ByteBuffer.wrap(batch.data()).order(ByteOrder.LITTLE_ENDIAN);
      long sequence = record.getLong(SEQUENCE);
      if (next >= 0 && sequence > next) {
        firstMissing = Math.min(firstMissing, next);
      }
      next = Math.max(next, sequence + Integer.toUnsignedLong(record.getInt(COUNT)));
    } catch (RocksDBException e) {
      throw new IllegalStateException("a record of the log cannot be looked at", e);
    }
    return LogRecordFoundResult.CONTINUE_UNCHANGED;
  }

  @Override
  public String name() {
    return "tagyard-log-gaps";
  }
}
