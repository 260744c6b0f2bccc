package io.tagyard.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * Details that many receipts have in common, kept once: the legs of one request differ in nothing
 * but their position, and what explains them is ten times as long as the rest of a receipt.
 *
 * <p>A detail lies among the receipts of its lane, under the highest position it is about, so that
 * it leaves not before them, and under its own hash, so that nothing written later changes it.
 */
final class SharedDetails {
  private final Store store;

  SharedDetails(Store store) {
    this.store = store;
  }

  /** Where a detail lies: a position and a hash. */
  @SuppressWarnings("ArrayRecordComponent")
  record Reference(long position, byte[] hash) {
    static final int BYTES = Long.BYTES + Keys.LOOKUP_HASH;

    byte[] bytes() {
      return ByteBuffer.allocate(BYTES).putLong(position).put(hash).array();
    }

    static Reference of(byte[] bytes, int from) {
      return new Reference(
          ByteBuffer.wrap(bytes).getLong(from),
          Arrays.copyOfRange(bytes, from + Long.BYTES, from + BYTES));
    }
  }

  /**
   * Writes what is shared among these receipts of one lane: the same object, not merely an equal
   * one.
   */
  Map<JsonNode, Reference> put(List<Put> puts, int lane, List<Receipt> receipts) {
    Map<JsonNode, Integer> uses = new IdentityHashMap<>();
    Map<JsonNode, Long> highest = new IdentityHashMap<>();
    for (Receipt receipt : receipts) {
      if (receipt.detail() != null) {
        uses.merge(receipt.detail(), 1, Integer::sum);
        highest.merge(receipt.detail(), receipt.position(), Math::max);
      }
    }
    Map<JsonNode, Reference> shared = new IdentityHashMap<>();
    for (Map.Entry<JsonNode, Integer> use : uses.entrySet()) {
      if (use.getValue() > 1) {
        byte[] text = LaneCodec.text(use.getKey());
        long position = highest.getOrDefault(use.getKey(), 0L);
        Reference reference = new Reference(position, Keys.detailHash(text));
        puts.add(new Put(Keys.detail(lane, reference), text));
        shared.put(use.getKey(), reference);
      }
    }
    return shared;
  }

  /** Reads details for as long as one question is answered, each of them once. */
  Reader reader(int lane) {
    return new Reader(lane);
  }

  /** Not thread-safe. */
  final class Reader {
    private final int lane;
    private final Map<ByteBuffer, @Nullable JsonNode> known = new HashMap<>();

    private Reader(int lane) {
      this.lane = lane;
    }

    /** The detail; null when it cannot be read any more. */
    @Nullable JsonNode at(Reference reference) {
      return known.computeIfAbsent(ByteBuffer.wrap(reference.bytes()), key -> read(reference));
    }

    private @Nullable JsonNode read(Reference reference) {
      try {
        byte[] text = store.get(Family.RECEIPTS, Keys.detail(lane, reference));
        return text == null ? null : EventCodec.tree(text, 0);
      } catch (RocksDBException e) {
        throw new JournalFailure("the journal cannot be read: " + e.getMessage(), e);
      }
    }
  }
}
