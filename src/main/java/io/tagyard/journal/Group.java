package io.tagyard.journal;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * One atomic write for all callers that were waiting: decides what is a duplicate, gives positions,
 * and puts each event with its keys into one batch.
 */
final class Group {
  private final Store store;
  private final DedupKeys dedup;
  private final Lookups lookups;
  private final TimeIndex times;
  private final WriteBatch batch;
  private final Map<ByteBuffer, DedupKeys.Hit> known;
  private final List<Kept.Stored> stored = new ArrayList<>();
  private final List<Prepared.Event> events = new ArrayList<>();
  private boolean hasEntries;
  private long next;

  Group(Store store, Indexes keys, WriteBatch batch, long next, List<Waiting> callers)
      throws RocksDBException {
    this.store = store;
    this.dedup = keys.dedup();
    this.lookups = keys.lookups();
    this.times = keys.times();
    this.batch = batch;
    this.next = next;
    List<Prepared.Event> asked = new ArrayList<>();
    for (Waiting caller : callers) {
      if (caller instanceof Waiting.Entries(var entries, var bytes, var answer)) {
        hasEntries = true;
        for (Prepared entry : entries) {
          if (entry instanceof Prepared.Event event) {
            asked.add(event);
          }
        }
      }
    }
    this.known = dedup.find(asked);
  }

  /** The first position after this group. */
  long next() {
    return next;
  }

  /** Whether somebody was promised that this is on disk. */
  boolean hasEntries() {
    return hasEntries;
  }

  void note(List<Put> receipts) throws RocksDBException {
    for (Put put : receipts) {
      batch.put(store.of(Family.RECEIPTS), put.key(), put.value());
    }
  }

  List<Kept> keep(List<Prepared> entries) throws RocksDBException {
    List<Kept> kept = new ArrayList<>(entries.size());
    for (Prepared entry : entries) {
      kept.add(
          switch (entry) {
            case Prepared.Event event -> keep(event);
            case Prepared.Quarantine quarantine -> keep(quarantine);
          });
    }
    return kept;
  }

  /**
   * The end goes with every group of entries: it must not fall back when the last event is
   * unreadable.
   */
  void finish() throws RocksDBException {
    if (hasEntries) {
      batch.put(store.of(Family.META), Meta.END, Keys.number(next));
    }
  }

  /** What was kept is durable now: whoever reads along gets it from here. */
  void publish(Tail tail) {
    for (int i = 0; i < stored.size(); i++) {
      Prepared.Event event = events.get(i);
      tail.add(stored.get(i).position(), event.event(), event.bytes());
    }
  }

  private Kept keep(Prepared.Event event) throws RocksDBException {
    byte[] hash = event.dedupHash();
    if (hash != null) {
      ByteBuffer key = ByteBuffer.wrap(hash);
      DedupKeys.Hit hit = known.get(key);
      if (hit != null && dedup.within(hit, event.receivedAt())) {
        return new Kept.Duplicate(hit.position());
      }
      DedupKeys.Hit here = new DedupKeys.Hit(next, event.receivedAt());
      known.put(key, here);
      dedup.put(batch, hash, here);
    }
    long position = next++;
    batch.put(store.of(Family.EVENTS), Keys.number(position), event.value());
    lookups.put(batch, event, position);
    times.note(batch, event.receivedAt(), position);
    Kept.Stored kept = new Kept.Stored(position);
    stored.add(kept);
    events.add(event);
    return kept;
  }

  private Kept keep(Prepared.Quarantine quarantine) throws RocksDBException {
    batch.put(store.of(Family.QUARANTINE), Keys.text(quarantine.id()), quarantine.value());
    return new Kept.Quarantined(quarantine.id());
  }
}
