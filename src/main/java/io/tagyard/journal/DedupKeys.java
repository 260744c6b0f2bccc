package io.tagyard.journal;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Which keys were kept within the window, and at which position. A key lies in the generation of
 * its time; a look-up asks the generations that are there and that the window reaches. A key that
 * cannot be read for damage counts as absent: a repeated event is better than a refused one.
 */
final class DedupKeys {
  private final Store store;
  private final Duration window;
  private final Generations generations;

  DedupKeys(Store store, Duration window) {
    this.store = store;
    this.window = window;
    this.generations = new Generations(store, Family.DEDUP);
  }

  /** When and where an equal key was kept. */
  record Hit(long position, Instant receivedAt) {}

  /** The newest hits of these events, by hash; without those older than the window. */
  Map<ByteBuffer, Hit> find(List<Prepared.Event> events) throws RocksDBException {
    List<byte[]> keys = new ArrayList<>(events.size());
    List<byte[]> hashes = new ArrayList<>(events.size());
    for (Prepared.Event event : events) {
      byte[] hash = event.dedupHash();
      if (hash == null) {
        continue;
      }
      int oldest = Keys.dedupGeneration(event.receivedAt().minus(window));
      for (int generation : generations.from(oldest)) {
        keys.add(Keys.inGeneration(generation, hash));
        hashes.add(hash);
      }
    }
    Map<ByteBuffer, Hit> hits = new HashMap<>();
    if (keys.isEmpty()) {
      return hits;
    }
    List<byte[]> values =
        store
            .db()
            .multiGetAsList(
                java.util.Collections.nCopies(keys.size(), store.of(Family.DEDUP)), keys);
    for (int i = 0; i < values.size(); i++) {
      byte @Nullable [] value = values.get(i);
      if (value != null) {
        hits.merge(ByteBuffer.wrap(hashes.get(i)), hit(value), DedupKeys::newer);
      }
    }
    return hits;
  }

  /** Whether an event received now repeats one of then. A clock that went back does not matter. */
  boolean within(Hit hit, Instant receivedAt) {
    return receivedAt.isBefore(hit.receivedAt().plus(window));
  }

  void put(WriteBatch batch, byte[] hash, Hit hit) throws RocksDBException {
    int generation = Keys.dedupGeneration(hit.receivedAt());
    byte[] value =
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(hit.position())
            .putLong(hit.receivedAt().toEpochMilli())
            .array();
    batch.put(store.of(Family.DEDUP), Keys.inGeneration(generation, hash), value);
    generations.add(generation);
  }

  /** The first generation that the window still reaches; those before it may go. */
  int forgetBefore(Instant now) {
    int oldest = Keys.dedupGeneration(now.minus(window));
    generations.dropBefore(oldest);
    return oldest;
  }

  private static Hit hit(byte[] value) {
    ByteBuffer in = ByteBuffer.wrap(value);
    return new Hit(in.getLong(), Instant.ofEpochMilli(in.getLong()));
  }

  private static Hit newer(Hit a, Hit b) {
    return a.receivedAt().isBefore(b.receivedAt()) ? b : a;
  }
}
