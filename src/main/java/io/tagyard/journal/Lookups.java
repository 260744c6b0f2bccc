package io.tagyard.journal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * From an event id or order id to events. A look-up that points below the first position is no
 * longer one; it leaves with its generation.
 */
final class Lookups {
  private static final byte[] NOTHING = {};
  private final Store store;
  private final Generations generations;
  private final EventReader events;
  private final Bounds bounds;

  Lookups(Store store, EventReader events, Bounds bounds) {
    this.store = store;
    this.generations = new Generations(store, Family.LOOKUP);
    this.events = events;
    this.bounds = bounds;
  }

  List<JournaledEvent> byId(String workspace, String id) {
    return find(
        Keys.idHash(workspace, id),
        Integer.MAX_VALUE,
        found -> found.event().workspace().equals(workspace) && found.event().id().equals(id));
  }

  List<JournaledEvent> byOrder(String workspace, String orderId, int max) {
    return find(
        Keys.orderHash(workspace, orderId),
        max,
        found ->
            found.event().workspace().equals(workspace)
                && found.event().orderId().filter(orderId::equals).isPresent());
  }

  /** The keys of a new event, in the batch that keeps it. */
  void put(WriteBatch batch, Prepared.Event event, long position) throws RocksDBException {
    int generation = Keys.lookupGeneration(event.receivedAt());
    generations.add(generation);
    batch.put(store.of(Family.LOOKUP), Keys.lookup(generation, event.idHash(), position), NOTHING);
    byte[] orderHash = event.orderHash();
    if (orderHash != null) {
      batch.put(store.of(Family.LOOKUP), Keys.lookup(generation, orderHash, position), NOTHING);
    }
  }

  /** The generation of this time; those before it are gone from now on. */
  int forgetBefore(Instant receivedAt) {
    int oldest = Keys.lookupGeneration(receivedAt);
    generations.dropBefore(oldest);
    return oldest;
  }

  /** Two ids may share a hash, so the event itself has the last word. */
  private List<JournaledEvent> find(byte[] hash, int max, Predicate<JournaledEvent> meant) {
    return positions(hash).stream()
        .sorted()
        .flatMap(position -> events.at(position).stream())
        .filter(meant)
        .limit(max)
        .toList();
  }

  private List<Long> positions(byte[] hash) {
    List<Long> positions = new ArrayList<>();
    try (RocksIterator keys = store.iterator(Family.LOOKUP)) {
      for (int generation : generations.all()) {
        byte[] prefix = Keys.inGeneration(generation, hash);
        for (keys.seek(prefix); startsWith(keys, prefix); keys.next()) {
          long position = Keys.lookupPosition(keys.key());
          if (position >= bounds.first() && position < bounds.end()) {
            positions.add(position);
          }
        }
      }
    }
    return positions;
  }

  private static boolean startsWith(RocksIterator keys, byte[] prefix) {
    return keys.isValid() && Keys.startsWith(keys.key(), prefix);
  }
}
