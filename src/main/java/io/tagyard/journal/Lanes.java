package io.tagyard.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;

/**
 * Receipts and cursors. A lane has a number, never given twice; in each block of positions its
 * receipts lie together, so that a start reads only its own. Those of a forgotten lane are found by
 * nobody any more and leave with their events.
 */
final class Lanes {
  private final Store store;
  private final Bounds bounds;
  private final SharedDetails details;
  private final Map<ConnectionId, Integer> numbers = new ConcurrentHashMap<>();

  /**
   * @throws RocksDBException when the lanes that are known cannot be read: their places would be
   *     forgotten, and with them every event behind
   */
  Lanes(Store store, Bounds bounds) throws RocksDBException {
    this.store = store;
    this.bounds = bounds;
    this.details = new SharedDetails(store);
    try (RocksIterator lanes = store.iterator(Family.LANES)) {
      for (lanes.seekToFirst(); lanes.isValid(); lanes.next()) {
        JsonNode lane = EventCodec.tree(lanes.value(), 0);
        numbers.put(LaneCodec.name(lanes.key()), lane.path("number").intValue());
      }
      lanes.status();
    }
  }

  /** Receipts as keys and values, for a group. */
  List<Put> prepare(List<Receipt> receipts) throws RocksDBException {
    Map<ConnectionId, List<Receipt>> byLane = new LinkedHashMap<>();
    for (Receipt receipt : receipts) {
      byLane.computeIfAbsent(receipt.connection(), key -> new ArrayList<>()).add(receipt);
    }
    List<Put> puts = new ArrayList<>();
    for (Map.Entry<ConnectionId, List<Receipt>> one : byLane.entrySet()) {
      int lane = numberOf(one.getKey());
      Map<JsonNode, SharedDetails.Reference> shared = details.put(puts, lane, one.getValue());
      for (Receipt receipt : one.getValue()) {
        byte[] value = LaneCodec.encode(receipt, shared.get(receipt.detail()));
        puts.add(new Put(Keys.receipt(lane, receipt.position()), value));
      }
    }
    return puts;
  }

  List<Receipt> receipts(long position) throws RocksDBException {
    List<Receipt> found = new ArrayList<>();
    if (position < bounds.first()) {
      return found;
    }
    for (Map.Entry<ConnectionId, Integer> lane : new TreeMap<>(numbers).entrySet()) {
      byte[] value = store.get(Family.RECEIPTS, Keys.receipt(lane.getValue(), position));
      if (value != null) {
        SharedDetails.Reader reader = details.reader(lane.getValue());
        found.add(LaneCodec.receipt(position, lane.getKey(), value, reader));
      }
    }
    return found;
  }

  List<Receipt> receiptsFrom(ConnectionId lane, long position, int max) {
    List<Receipt> found = new ArrayList<>();
    Integer number = numbers.get(lane);
    if (number == null) {
      return found;
    }
    SharedDetails.Reader reader = details.reader(number);
    long from = Math.max(position, bounds.first());
    try (RocksIterator receipts = store.iterator(Family.RECEIPTS)) {
      while (found.size() < max && from < bounds.end()) {
        byte[] block = Keys.blockOf(number, from);
        receipts.seek(Keys.receipt(number, from));
        while (found.size() < max && receipts.isValid() && Keys.startsWith(receipts.key(), block)) {
          byte[] key = receipts.key();
          if (Keys.isReceipt(key)) {
            long at = Keys.receiptPosition(key);
            found.add(LaneCodec.receipt(at, lane, receipts.value(), reader));
          }
          receipts.next();
        }
        from = Keys.nextBlock(from);
      }
    }
    return found;
  }

  void save(List<LaneCursor> cursors, boolean sync) throws RocksDBException {
    try (WriteBatch batch = new WriteBatch()) {
      for (LaneCursor cursor : cursors) {
        ObjectNode json = Json.mapper().createObjectNode();
        json.put("number", numberOf(cursor.lane()));
        LaneCodec.write(json, cursor);
        batch.put(store.of(Family.LANES), LaneCodec.name(cursor.lane()), Json.write(json));
      }
      store.write(batch, sync);
    }
  }

  /** The snapshots; a lane that has only receipts so far has none. */
  Map<ConnectionId, LaneCursor> cursors() throws RocksDBException {
    Map<ConnectionId, LaneCursor> cursors = new TreeMap<>();
    try (RocksIterator lanes = store.iterator(Family.LANES)) {
      for (lanes.seekToFirst(); lanes.isValid(); lanes.next()) {
        JsonNode json = EventCodec.tree(lanes.value(), 0);
        if (json.has("lowest")) {
          ConnectionId lane = LaneCodec.name(lanes.key());
          cursors.put(lane, LaneCodec.cursor(lane, json));
        }
      }
      lanes.status();
    }
    return cursors;
  }

  synchronized void forget(ConnectionId lane) throws RocksDBException {
    if (numbers.remove(lane) == null) {
      return;
    }
    try (WriteBatch batch = new WriteBatch()) {
      batch.delete(store.of(Family.LANES), LaneCodec.name(lane));
      store.write(batch, true);
    }
  }

  Iterable<Integer> numbers() {
    return numbers.values();
  }

  private int numberOf(ConnectionId lane) throws RocksDBException {
    Integer number = numbers.get(lane);
    return number != null ? number : register(lane);
  }

  /** Synced: a number that is on disk in receipts must never be given to another lane. */
  private synchronized int register(ConnectionId lane) throws RocksDBException {
    Integer there = numbers.get(lane);
    if (there != null) {
      return there;
    }
    int number = (int) Meta.number(store, Meta.NEXT_LANE, 1);
    ObjectNode json = Json.mapper().createObjectNode().put("number", number);
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(store.of(Family.META), Meta.NEXT_LANE, Keys.number(number + 1L));
      batch.put(store.of(Family.LANES), LaneCodec.name(lane), Json.write(json));
      store.write(batch, true);
    }
    numbers.put(lane, number);
    return number;
  }
}
