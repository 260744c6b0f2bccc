package io.tagyard.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.rocksdb.RocksIterator;

/**
 * From an event id or order id to events. A look-up that points below the first position is no
 * longer one; it leaves with its generation.
 */
final class Lookups {
  private final Store store;
  private final EventReader events;
  private final Bounds bounds;

  Lookups(Store store, EventReader events, Bounds bounds) {
    this.store = store;
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
      keys.seekToFirst();
      while (keys.isValid()) {
        int generation = Keys.generation(keys.key());
        byte[] prefix = Keys.inGeneration(generation, hash);
        for (keys.seek(prefix); startsWith(keys, prefix); keys.next()) {
          long position = Keys.lookupPosition(keys.key());
          if (position >= bounds.first() && position < bounds.end()) {
            positions.add(position);
          }
        }
        keys.seek(Keys.generation(generation + 1));
      }
    }
    return positions;
  }

  private static boolean startsWith(RocksIterator keys, byte[] prefix) {
    return keys.isValid() && Keys.startsWith(keys.key(), prefix);
  }
}
