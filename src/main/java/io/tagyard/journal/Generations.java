package io.tagyard.journal;

import java.util.NavigableSet;
import java.util.concurrent.ConcurrentSkipListSet;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;

/** The generations that are there in a family whose keys begin with one. */
final class Generations {
  private final ConcurrentSkipListSet<Integer> there = new ConcurrentSkipListSet<>();

  /** Reads which there are, by leaps. */
  Generations(Store store, Family family) {
    // the order of all keys, not only within a prefix: the buffers of these families are hashed
    try (ReadOptions ordered = new ReadOptions().setTotalOrderSeek(true);
        RocksIterator keys = store.db().newIterator(store.of(family), ordered)) {
      keys.seekToFirst();
      while (keys.isValid()) {
        int generation = Keys.generation(keys.key());
        there.add(generation);
        keys.seek(Keys.generation(generation + 1));
      }
    }
  }

  NavigableSet<Integer> all() {
    return there;
  }

  NavigableSet<Integer> from(int oldest) {
    return there.tailSet(oldest, true);
  }

  void add(int generation) {
    there.add(generation);
  }

  void dropBefore(int oldest) {
    there.headSet(oldest).clear();
  }
}
