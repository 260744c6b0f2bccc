package io.tagyard.journal;

import io.tagyard.event.QuarantinedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The quarantined events by id, which is ordered by time. */
final class QuarantineShelf {
  private static final Logger LOG = LoggerFactory.getLogger(QuarantineShelf.class);
  private final Store store;

  QuarantineShelf(Store store) {
    this.store = store;
  }

  List<QuarantinedEvent> list(@Nullable String workspace, @Nullable String after, int max) {
    List<QuarantinedEvent> found = new ArrayList<>();
    try (RocksIterator events = store.iterator(Family.QUARANTINE)) {
      if (after == null) {
        events.seekToLast();
      } else {
        events.seekForPrev(Keys.text(after));
        if (events.isValid() && id(events).equals(after)) {
          events.prev();
        }
      }
      for (; events.isValid() && found.size() < max; events.prev()) {
        byte[] value = events.value();
        if (workspace == null || workspace.equals(QuarantineCodec.workspace(value))) {
          decoded(id(events), value).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  Optional<QuarantinedEvent> byId(String id) throws RocksDBException {
    byte[] value = store.get(Family.QUARANTINE, Keys.text(id));
    return value == null ? Optional.empty() : decoded(id, value);
  }

  void release(String id) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      batch.delete(store.of(Family.QUARANTINE), Keys.text(id));
      store.write(batch, true);
    }
  }

  private static Optional<QuarantinedEvent> decoded(String id, byte[] value) {
    try {
      return Optional.of(QuarantineCodec.decode(id, value));
    } catch (Damaged e) {
      LOG.error("journal.damaged quarantined={} reason=\"{}\"", id, e.getMessage());
      return Optional.empty();
    }
  }

  private static String id(RocksIterator events) {
    return new String(events.key(), java.nio.charset.StandardCharsets.UTF_8);
  }
}
