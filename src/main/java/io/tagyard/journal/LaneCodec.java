package io.tagyard.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import io.tagyard.event.Json;
import io.tagyard.journal.SharedDetails.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Receipts and cursor snapshots as bytes. Receipts are many: a fixed head, then texts. */
final class LaneCodec {
  /** With its own detail, or none. */
  private static final byte OWN = 1;

  /** With a detail that lies elsewhere. */
  private static final byte SHARED = 2;

  private static final int HEAD =
      1 + 1 + Integer.BYTES + Long.BYTES + Integer.BYTES + Integer.BYTES;
  private static final byte[] NOTHING = {};
  private static final Fate[] FATES = Fate.values();

  private LaneCodec() {}

  /**
   * Layout: format, fate, attempts, time, length of the reason, reason, then the detail as JSON or
   * where it lies.
   */
  static byte[] encode(Receipt receipt, @Nullable Reference shared) {
    byte[] reason = receipt.reason().getBytes(StandardCharsets.UTF_8);
    JsonNode detail = receipt.detail();
    byte[] rest = shared != null ? shared.bytes() : detail != null ? text(detail) : NOTHING;
    return ByteBuffer.allocate(HEAD + reason.length + rest.length)
        .put(shared == null ? OWN : SHARED)
        .put((byte) receipt.fate().ordinal())
        .putInt(receipt.attempts())
        .putLong(receipt.at().getEpochSecond())
        .putInt(receipt.at().getNano())
        .putInt(reason.length)
        .put(reason)
        .put(rest)
        .array();
  }

  /** A detail as JSON. */
  static byte[] text(JsonNode detail) {
    return EventCodec.bytes(NOTHING, json -> Json.write(json, detail));
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param elsewhere finds a detail that lies elsewhere
   */
  static Receipt receipt(
      long position, ConnectionId lane, byte[] bytes, SharedDetails.Reader elsewhere) {
    try {
      ByteBuffer head = ByteBuffer.wrap(bytes);
      byte format = head.get();
      if (format != OWN && format != SHARED) {
        throw new Damaged("unknown format of a receipt", null);
      }
      Fate fate = FATES[head.get()];
      int attempts = head.getInt();
      Instant at = Instant.ofEpochSecond(head.getLong(), head.getInt());
      int length = head.getInt();
      String reason = new String(bytes, HEAD, length, StandardCharsets.UTF_8);
      int rest = HEAD + length;
      JsonNode detail =
          format == SHARED
              ? elsewhere.at(Reference.of(bytes, rest))
              : rest == bytes.length ? null : EventCodec.tree(bytes, rest);
      return new Receipt(position, lane, fate, reason, attempts, at, detail);
    } catch (Damaged | JournalFailure e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Damaged("receipt is malformed", e);
    }
  }

  /** Finished positions as distances to the one before: thousands of them are a few kilobytes. */
  static void write(ObjectNode json, LaneCursor cursor) {
    json.put("lowest", cursor.lowest());
    ArrayNode above = json.putArray("above");
    long last = cursor.lowest();
    for (long position : cursor.finishedAbove()) {
      above.add(position - last);
      last = position;
    }
    ObjectNode counts = json.putObject("counts");
    cursor.counts().forEach(counts::put);
  }

  static LaneCursor cursor(ConnectionId lane, JsonNode json) {
    long lowest = json.required("lowest").longValue();
    List<Long> above = new ArrayList<>();
    long last = lowest;
    for (JsonNode distance : json.required("above")) {
      last += distance.longValue();
      above.add(last);
    }
    Map<String, Long> counts = new TreeMap<>();
    json.required("counts")
        .properties()
        .forEach(count -> counts.put(count.getKey(), count.getValue().longValue()));
    return new LaneCursor(lane, lowest, List.copyOf(above), counts);
  }

  /** A lane's name as a key. */
  static byte[] name(ConnectionId lane) {
    return Json.write(Json.mapper().createArrayNode().add(lane.workspace()).add(lane.connection()));
  }

  static ConnectionId name(byte[] bytes) {
    JsonNode parts = EventCodec.tree(bytes, 0);
    return new ConnectionId(parts.path(0).asText(), parts.path(1).asText());
  }
}
