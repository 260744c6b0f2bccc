package io.tagyard.journal;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.QuarantinedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded journal: RocksDB with one column family per concern and one thread that appends.
 * Positions have no gaps. An open journal holds the data folder: a second process is refused.
 */
public final class RocksJournal implements EventJournal {
  /** Its folder in the data folder. */
  public static final String FOLDER = "journal";

  private static final Logger LOG = LoggerFactory.getLogger(RocksJournal.class);

  private final Store store;
  private final Acknowledged acknowledged;
  private final DamageLog damage = new DamageLog();
  private final InstantSource clock;
  private final Bounds bounds;
  private final TimeIndex times;
  private final EventReader events;
  private final Lookups lookups;
  private final Lanes lanes;
  private final QuarantineShelf quarantine;
  private final Retention retention;
  private final Scrub scrub;
  private final Committer committer;
  private final StampedLock door = new StampedLock();
  private boolean closed;

  private RocksJournal(
      Store store,
      Acknowledged acknowledged,
      LogGaps gaps,
      JournalConfig config,
      InstantSource clock)
      throws RocksDBException {
    this.store = store;
    this.acknowledged = acknowledged;
    this.clock = clock;
    Meta.checkFormat(store, store.folder());
    Recovery recovery = new Recovery(store, damage);
    bounds = recovery.bounds(acknowledged.found(), gaps);
    times = new TimeIndex(store);
    Tail tail = new Tail();
    events = new EventReader(store, bounds, tail, damage);
    recovery.findHoles(events, bounds);
    lookups = new Lookups(store, events, bounds);
    lanes = new Lanes(store, bounds);
    quarantine = new QuarantineShelf(store);
    scrub = new Scrub(store, events, bounds, damage);
    Indexes indexes = new Indexes(new DedupKeys(store, config.dedupWindow()), lookups, times);
    retention = new Retention(store, bounds, indexes, lanes);
    committer = new Committer(store, indexes, bounds, tail, acknowledged, config);
  }

  /**
   * Opens the journal in the folder {@code journal} of this data folder, which is created when it
   * is not there.
   *
   * @param clock only tells when a dedup key's window is over and its file may go
   * @throws JournalFailure when another process holds the data folder, when another version wrote
   *     it, when something of it is missing, or when it cannot be read
   */
  public static RocksJournal open(Path dataFolder, JournalConfig config, InstantSource clock) {
    Path folder = dataFolder.resolve(FOLDER);
    Deque<AutoCloseable> opened = new ArrayDeque<>();
    try {
      Files.createDirectories(folder);
      Acknowledged acknowledged = Acknowledged.open(folder);
      opened.push(acknowledged);
      Remains.refuseHeadless(folder, acknowledged);
      LogGaps gaps = new LogGaps();
      Store store = Store.open(folder, config, gaps);
      opened.push(store);
      Remains.refuseWithoutTables(store, config.goOn());
      return new RocksJournal(store, acknowledged, gaps, config, clock);
    } catch (IOException e) {
      closeAll(opened);
      throw new JournalFailure("the journal's folder " + folder + " cannot be used", e);
    } catch (RocksDBException e) {
      closeAll(opened);
      throw new JournalFailure(
          "the journal in %s cannot be read: %s; %s"
              .formatted(folder, e.getMessage(), Remains.ADVICE),
          e);
    } catch (RuntimeException e) {
      closeAll(opened);
      throw e;
    }
  }

  private static void closeAll(Deque<AutoCloseable> opened) {
    for (AutoCloseable one : opened) {
      try {
        one.close();
      } catch (Exception e) { // the others must still be closed
        LOG.error("journal.not_closed", e);
      }
    }
  }

  @Override
  public CompletableFuture<List<Kept>> append(List<Entry> entries) {
    List<Prepared> prepared = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      prepared.add(Prepared.of(entry));
    }
    return committing(() -> committer.append(prepared));
  }

  /** The committer takes nothing once the journal is closed. */
  private <T> CompletableFuture<T> committing(Supplier<CompletableFuture<T>> work) {
    long stamp = door.readLock();
    try {
      return closed ? CompletableFuture.failedFuture(Store.closedFailure()) : work.get();
    } finally {
      door.unlockRead(stamp);
    }
  }

  @Override
  public List<JournaledEvent> read(long from, int max, long bytes) {
    return store.using(() -> events.read(from, max, bytes));
  }

  @Override
  public Passage passage(long from, long limit, int max, long bytes) {
    Passage read = Passage.whole(read(from, max, bytes), limit);
    // the first position after reading: what retention let go meanwhile is no damage
    return read.withoutGaps(Math.max(from, first()), max);
  }

  @Override
  public Optional<JournaledEvent> at(long position) {
    return store.using(() -> events.at(position));
  }

  @Override
  public long first() {
    return bounds.first();
  }

  @Override
  public long end() {
    return bounds.end();
  }

  @Override
  public long positionAt(Instant receivedAt) {
    return store.using(() -> events.receivedFrom(times.notAfter(receivedAt), receivedAt));
  }

  @Override
  public void awaitBeyond(long end, Duration atMost) throws InterruptedException {
    bounds.awaitBeyond(end, atMost);
  }

  @Override
  public List<JournaledEvent> findById(String workspace, String eventId) {
    return store.using(() -> lookups.byId(workspace, eventId));
  }

  @Override
  public List<JournaledEvent> findByOrder(String workspace, String orderId, int max) {
    return store.using(() -> lookups.byOrder(workspace, orderId, max));
  }

  @Override
  public List<QuarantinedEvent> quarantined(
      @Nullable String workspace, @Nullable String after, int max) {
    return store.using(() -> quarantine.list(workspace, after, max));
  }

  @Override
  public Optional<QuarantinedEvent> quarantinedById(String id) {
    return store.using(() -> quarantine.byId(id));
  }

  @Override
  public void releaseQuarantined(String id) {
    change(() -> quarantine.release(id));
  }

  @Override
  public void note(List<Receipt> receipts) {
    List<Put> puts = store.using(() -> lanes.prepare(receipts));
    CompletableFuture<Void> noted = committing(() -> committer.note(puts));
    try {
      noted.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof JournalFailure failure ? failure : e;
    }
  }

  @Override
  public List<Receipt> receipts(long position) {
    return store.using(() -> lanes.receipts(position));
  }

  @Override
  public List<Receipt> receiptsFrom(ConnectionId lane, long position, int max) {
    return store.using(() -> lanes.receiptsFrom(lane, position, max));
  }

  @Override
  public void saveCursors(List<LaneCursor> cursors, boolean sync) {
    change(() -> lanes.save(cursors, sync));
  }

  @Override
  public Map<ConnectionId, LaneCursor> cursors() {
    return store.using(lanes::cursors);
  }

  @Override
  public void forgetLane(ConnectionId lane) {
    change(() -> lanes.forget(lane));
  }

  @Override
  public long dropBefore(Instant receivedAt) {
    long first = positionAt(receivedAt);
    change(() -> retention.drop(first, receivedAt, clock.instant()));
    return first();
  }

  /**
   * Makes a journal of its own in this folder, which must not be there yet: everything that is
   * acknowledged now. Tables are linked, not copied, where both folders are on one file system.
   *
   * @throws JournalFailure when it cannot be made
   */
  public void copyTo(Path folder) {
    change(() -> {
      // before the copy: what is acknowledged now is in it
      Acknowledged.Mark mark =
          new Acknowledged.Mark(bounds.end(), store.db().getLatestSequenceNumber());
      try (Checkpoint checkpoint = Checkpoint.create(store.db())) {
        checkpoint.createCheckpoint(folder.toString());
        Acknowledged.put(folder, mark);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  /** Positions that could not be read since the start, each counted once. */
  public long damaged() {
    return damage.positions();
  }

  @Override
  public Optional<String> damage() {
    return damage.standing(bounds.first());
  }

  /**
   * What is to be done again and again: brings the mark of what was acknowledged to stable storage,
   * looks whether the store still writes, and compares checksums of some tables.
   *
   * @param budget how long it may take; one table may take longer
   */
  public void lookAfter(Instant now, Duration budget) {
    acknowledged.sync();
    change(store::tryAfterErrors);
    change(() -> scrub.round(now, budget));
  }

  @Override
  public long bytes() {
    return DiskUse.of(store.folder());
  }

  @Override
  public Optional<String> trouble() {
    return store.trouble().reason();
  }

  @Override
  public void close() {
    long stamp = door.writeLock();
    try {
      if (closed) {
        return;
      }
      closed = true;
    } finally {
      door.unlockWrite(stamp);
    }
    committer.stop();
    store.close();
    acknowledged.close();
  }

  private void change(Change change) {
    store.using(() -> {
      change.make();
      return Boolean.TRUE;
    });
  }

  @FunctionalInterface
  private interface Change {
    void make() throws RocksDBException;
  }
}
