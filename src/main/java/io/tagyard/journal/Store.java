package io.tagyard.journal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open database: its families, one gate in front of all use (a closed database must never be
 * touched: that would end the process), and one way to write.
 */
final class Store implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);
  private static final String ERRORS = "rocksdb.background-errors";
  private final RocksDB db;
  private final StoreTuning tuning;
  private final Map<Family, ColumnFamilyHandle> handles = new EnumMap<>(Family.class);
  private final List<ColumnFamilyHandle> allHandles;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final WriteOptions unsynced = new WriteOptions();
  private final StampedLock gate = new StampedLock();
  private final Path folder;
  private final WriteTrouble trouble;
  private long errorsSeen;
  private boolean closed;

  private Store(
      RocksDB db,
      StoreTuning tuning,
      List<ColumnFamilyHandle> all,
      Path folder,
      WriteTrouble trouble)
      throws RocksDBException {
    this.db = db;
    this.tuning = tuning;
    this.allHandles = all;
    this.folder = folder;
    this.trouble = trouble;
    for (ColumnFamilyHandle handle : all) {
      String word = new String(handle.getName(), StandardCharsets.UTF_8);
      for (Family family : Family.values()) {
        if (family.word().equals(word)) {
          handles.put(family, handle);
        }
      }
    }
  }

  /**
   * Opens or creates the database in this folder.
   *
   * @throws JournalFailure when it cannot, in words for the operator
   */
  static Store open(Path folder, JournalConfig config, LogGaps gaps) {
    StoreTuning tuning = new StoreTuning(config);
    try {
      List<ColumnFamilyDescriptor> families = new ArrayList<>();
      for (String word : familiesIn(folder)) {
        families.add(
            new ColumnFamilyDescriptor(word.getBytes(StandardCharsets.UTF_8), tuning.family(word)));
      }
      List<ColumnFamilyHandle> opened = new ArrayList<>();
      WriteTrouble trouble = new WriteTrouble();
      DBOptions options = tuning.database(trouble::heard, gaps);
      RocksDB db = RocksDB.open(options, folder.toString(), families, opened);
      return new Store(db, tuning, opened, folder, trouble);
    } catch (RocksDBException e) {
      tuning.close();
      throw new JournalFailure(openingFailed(folder, e), e);
    }
  }

  /** Ours and those of another version: a database opens only with all of its families. */
  private static Set<String> familiesIn(Path folder) throws RocksDBException {
    Set<String> words = new LinkedHashSet<>();
    for (Family family : Family.values()) {
      words.add(family.word());
    }
    if (Files.exists(folder.resolve("CURRENT"))) {
      try (Options options = new Options()) {
        for (byte[] word : RocksDB.listColumnFamilies(options, folder.toString())) {
          words.add(new String(word, StandardCharsets.UTF_8));
        }
      }
    }
    return words;
  }

  private static String openingFailed(Path folder, RocksDBException e) {
    String said = String.valueOf(e.getMessage());
    return said.contains("LOCK") || said.contains("lock hold by")
        ? "another Tagyard process uses this data folder: " + folder
        : "the journal in " + folder + " cannot be opened: " + said + "; " + Remains.ADVICE;
  }

  /** Uses the database, which stays open meanwhile. Not to be nested. */
  <T> T using(Use<T> use) {
    long stamp = gate.readLock();
    try {
      if (closed) {
        throw closedFailure();
      }
      return use.of();
    } catch (RocksDBException e) {
      throw new JournalFailure("the journal cannot be read: " + e.getMessage(), e);
    } finally {
      gate.unlockRead(stamp);
    }
  }

  /** Writes all or nothing; synced, it is on stable storage afterwards. */
  void write(WriteBatch batch, boolean sync) {
    trouble.refuse();
    try {
      db.write(sync ? synced : unsynced, batch);
    } catch (RocksDBException e) {
      throw trouble.fail("a write failed: " + e.getMessage(), e);
    }
  }

  WriteTrouble trouble() {
    return trouble;
  }

  /**
   * Writes a little when the store's own threads have counted another error: the binding does not
   * tell of every kind, and a store that takes no write any more shows by this.
   */
  void tryAfterErrors() throws RocksDBException {
    long errors = db.getLongProperty(ERRORS);
    if (errors != errorsSeen && trouble.reason().isEmpty()) {
      errorsSeen = errors;
      try (WriteBatch batch = new WriteBatch()) {
        batch.put(of(Family.META), Meta.TRIED, Keys.number(errors));
        write(batch, true);
      }
    }
  }

  byte @Nullable [] get(Family family, byte[] key) throws RocksDBException {
    return db.get(of(family), key);
  }

  RocksIterator iterator(Family family) {
    return db.newIterator(of(family));
  }

  RocksDB db() {
    return db;
  }

  ColumnFamilyHandle of(Family family) {
    ColumnFamilyHandle handle = handles.get(family);
    if (handle == null) {
      throw new IllegalStateException("family " + family + " (expected: opened with the store)");
    }
    return handle;
  }

  Path folder() {
    return folder;
  }

  static JournalFailure closedFailure() {
    return new JournalFailure(
        "the journal is closed", new IllegalStateException("used after close"));
  }

  /** Writes the buffers out, so that the next start has no log to read, and closes. */
  @Override
  public void close() {
    long stamp = gate.writeLock();
    try {
      if (closed) {
        return;
      }
      closed = true;
      if (trouble.reason().isEmpty()) {
        flush();
      }
      allHandles.forEach(ColumnFamilyHandle::close);
      db.close();
      synced.close();
      unsynced.close();
      tuning.close();
    } finally {
      gate.unlockWrite(stamp);
    }
  }

  /** Writes this family out of its buffer, so that it does not go with a log that is lost. */
  void flush(Family family) throws RocksDBException {
    try (FlushOptions options = new FlushOptions().setWaitForFlush(true)) {
      db.flush(options, of(family));
    }
  }

  private void flush() {
    try (FlushOptions options = new FlushOptions()) {
      db.flush(options, allHandles);
    } catch (RocksDBException e) {
      // nothing is lost: the log has it
      LOG.error("journal.last_flush_failed reason=\"{}\"", e.getMessage());
    }
  }

  /** What is done with the open database. */
  @FunctionalInterface
  interface Use<T> {
    T of() throws RocksDBException;
  }
}
