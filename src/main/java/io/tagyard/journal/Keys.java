package io.tagyard.journal;

import io.tagyard.event.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * How keys are built. All numbers are big-endian, so that byte order is number order.
 *
 * <p>Keys that are hashes begin with a generation, a number that grows with the time of receipt,
 * and those of receipts with a block of positions. Without it they would be spread over every file
 * for ever; with it old ones lie together, are never compacted again, and leave by whole files.
 */
final class Keys {
  static final int DEDUP_HASH = 16;
  static final int LOOKUP_HASH = 8;

  /**
   * Positions whose receipts lie together, those of a lane beside each other. A few seconds under
   * load: what is written within one of them is merged, what is older is left alone.
   */
  private static final long BLOCK = 4_096;

  /** Few per window, because a new event asks each: at most five for seven days. */
  private static final long DEDUP_GENERATION_S = Duration.ofDays(2).toSeconds();

  private static final long LOOKUP_GENERATION_S = Duration.ofDays(1).toSeconds();

  private Keys() {}

  static byte[] number(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }

  static long number(byte[] key) {
    return ByteBuffer.wrap(key).getLong();
  }

  static int dedupGeneration(Instant receivedAt) {
    return generation(receivedAt, DEDUP_GENERATION_S);
  }

  static int lookupGeneration(Instant receivedAt) {
    return generation(receivedAt, LOOKUP_GENERATION_S);
  }

  private static int generation(Instant receivedAt, long seconds) {
    return (int) Math.max(0, receivedAt.getEpochSecond() / seconds);
  }

  static byte[] generation(int generation) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(generation).array();
  }

  static int generation(byte[] key) {
    return ByteBuffer.wrap(key).getInt();
  }

  static byte[] inGeneration(int generation, byte[] hash) {
    return ByteBuffer.allocate(Integer.BYTES + hash.length).putInt(generation).put(hash).array();
  }

  static byte[] lookup(int generation, byte[] hash, long position) {
    return ByteBuffer.allocate(Integer.BYTES + hash.length + Long.BYTES)
        .putInt(generation)
        .put(hash)
        .putLong(position)
        .array();
  }

  static long lookupPosition(byte[] key) {
    return ByteBuffer.wrap(key).getLong(Integer.BYTES + LOOKUP_HASH);
  }

  static byte[] receipt(int lane, long position) {
    return inBlock(ofLane(lane, Long.BYTES).putLong(position).array());
  }

  /** Behind the receipt of its position, and before the next. */
  static byte[] detail(int lane, SharedDetails.Reference reference) {
    return inBlock(ofLane(lane, SharedDetails.Reference.BYTES).put(reference.bytes()).array());
  }

  private static ByteBuffer ofLane(int lane, int more) {
    return ByteBuffer.allocate(Integer.BYTES + more).putInt(lane);
  }

  /** A key that begins with lane and position, in the block of the position. */
  static byte[] inBlock(byte[] key) {
    long position = ByteBuffer.wrap(key).getLong(Integer.BYTES);
    return ByteBuffer.allocate(Integer.BYTES + key.length).putInt(block(position)).put(key).array();
  }

  static int block(long position) {
    return (int) (position / BLOCK);
  }

  /** The first position of the block after this one's. */
  static long nextBlock(long position) {
    return (position / BLOCK + 1) * BLOCK;
  }

  /** The beginning of all keys of a block, or of one lane in it. */
  static byte[] blockOf(long position) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(block(position)).array();
  }

  static byte[] blockOf(int lane, long position) {
    return ByteBuffer.allocate(2 * Integer.BYTES).putInt(block(position)).putInt(lane).array();
  }

  /** Whether this key of the receipts is one, and not a detail that several share. */
  static boolean isReceipt(byte[] key) {
    return key.length == 2 * Integer.BYTES + Long.BYTES;
  }

  static byte[] detailHash(byte[] text) {
    return Arrays.copyOf(Sha256.begin().digest(text), LOOKUP_HASH);
  }

  static long receiptPosition(byte[] key) {
    return ByteBuffer.wrap(key).getLong(2 * Integer.BYTES);
  }

  static byte[] dedupHash(String workspace, String name, String id) {
    return hash(DEDUP_HASH, workspace, name, id);
  }

  static byte[] idHash(String workspace, String id) {
    return hash(LOOKUP_HASH, "id", workspace, id);
  }

  static byte[] orderHash(String workspace, String orderId) {
    return hash(LOOKUP_HASH, "order", workspace, orderId);
  }

  /** The smallest UUIDv7 text of this millisecond, as far as its time goes. */
  static byte[] uuidFrom(Instant at) {
    String hex = "%012x".formatted(Math.max(0, at.toEpochMilli()));
    return text(hex.substring(0, 8) + "-" + hex.substring(8));
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static boolean startsWith(byte[] key, byte[] prefix) {
    return key.length >= prefix.length
        && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
  }

  /** Each part after its length, so that no two lists of parts read alike. */
  private static byte[] hash(int length, String... parts) {
    MessageDigest digest = Sha256.begin();
    for (String part : parts) {
      byte[] bytes = text(part);
      for (int shift = 24; shift >= 0; shift -= 8) {
        digest.update((byte) (bytes.length >>> shift));
      }
      digest.update(bytes);
    }
    return Arrays.copyOf(digest.digest(), length);
  }
}
