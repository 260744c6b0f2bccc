package io.tagyard.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much was acknowledged, kept apart from the store and its log: a log that was cut shows by it.
 *
 * <p>Written after each group's sync and without one of its own, so it is never ahead of what is
 * durable: a {@code kill -9} leaves it true, and power loss may leave it behind, which alarms
 * nobody. One write of a few bytes over bytes that are there, which no kill divides.
 */
final class Acknowledged implements AutoCloseable {
  static final String FILE = "ACKNOWLEDGED";

  private static final Logger LOG = LoggerFactory.getLogger(Acknowledged.class);
  private static final long MAGIC = 0x5459_4143_4b31_0a00L;
  private static final int BYTES = 4 * Long.BYTES;

  private final FileChannel channel;
  private final @Nullable Mark found;
  private volatile boolean unsynced;
  private boolean failed;

  private Acknowledged(FileChannel channel, @Nullable Mark found) {
    this.channel = channel;
    this.found = found;
  }

  /**
   * A mark.
   *
   * @param end one more than the newest acknowledged position
   * @param sequence number of the store's newest change that was synced with it
   */
  record Mark(long end, long sequence) {
    private byte[] bytes() {
      byte[] bytes = new byte[BYTES];
      ByteBuffer.wrap(bytes).putLong(MAGIC).putLong(end).putLong(sequence);
      ByteBuffer.wrap(bytes).putLong(BYTES - Long.BYTES, check(bytes));
      return bytes;
    }

    private static @Nullable Mark of(byte[] bytes, int length) {
      ByteBuffer in = ByteBuffer.wrap(bytes);
      boolean whole =
          length == BYTES
              && in.getLong(0) == MAGIC
              && in.getLong(BYTES - Long.BYTES) == check(bytes);
      return whole ? new Mark(in.getLong(Long.BYTES), in.getLong(2 * Long.BYTES)) : null;
    }

    private static long check(byte[] bytes) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, 0, BYTES - Long.BYTES);
      return crc.getValue();
    }
  }

  /** Opens it in the journal's folder; makes it when it is not there. */
  static Acknowledged open(Path folder) {
    try {
      FileChannel channel =
          FileChannel.open(
              folder.resolve(FILE),
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE);
      byte[] bytes = new byte[BYTES];
      int length = channel.read(ByteBuffer.wrap(bytes), 0);
      Mark found = Mark.of(bytes, length);
      if (found == null && length > 0) {
        LOG.warn("journal.mark_damaged file={}; it is written anew", folder.resolve(FILE));
      }
      return new Acknowledged(channel, found);
    } catch (IOException e) {
      throw new JournalFailure("the file " + folder.resolve(FILE) + " cannot be used", e);
    }
  }

  /** Makes one in the folder of a copy. */
  static void put(Path folder, Mark mark) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(mark.bytes()), 0);
      channel.force(true);
    }
  }

  /** What stood there when it was opened; empty when there was none, or it was damaged itself. */
  Optional<Mark> found() {
    return Optional.ofNullable(found);
  }

  /** Only what is durable in the store, and before anybody hears of it. */
  void write(Mark mark) {
    try {
      channel.write(ByteBuffer.wrap(mark.bytes()), 0);
      unsynced = true;
    } catch (IOException e) {
      if (!failed) { // what is kept stays kept; only a later loss would go unnoticed
        failed = true;
        LOG.error("journal.mark_not_written reason=\"{}\"", e.getMessage());
      }
    }
  }

  /** Brings it to stable storage, if anything has changed. */
  void sync() {
    try {
      if (unsynced) {
        unsynced = false;
        channel.force(false);
      }
    } catch (IOException e) {
      LOG.warn("journal.mark_not_synced reason=\"{}\"", e.getMessage());
    }
  }

  @Override
  public void close() {
    sync();
    try {
      channel.close();
    } catch (IOException e) {
      LOG.warn("journal.mark_not_closed reason=\"{}\"", e.getMessage());
    }
  }
}
