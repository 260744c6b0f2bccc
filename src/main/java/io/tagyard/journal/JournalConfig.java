package io.tagyard.journal;

import java.time.Duration;

/**
 * How much the journal may take. Every limit has a name and a reason.
 *
 * @param dedupWindow how long an equal (workspace, name, id) is a duplicate; more than zero
 * @param cacheBytes block cache: filters and indexes of the dedup keys, hot blocks of the readers
 * @param writeBufferBytes all write buffers together; together with the cache this is the memory
 *     the store takes outside the heap
 * @param walBytesMax log kept for recovery; decides how long a start after a crash takes
 * @param openFilesMax file handles the store may hold
 * @param groupBytesMax most that is written under one sync
 * @param waitingBytesMax entries waiting for their group; a caller beyond it waits in {@code
 *     append}
 * @param goOn whether to start although tables are missing
 */
public record JournalConfig(
    Duration dedupWindow,
    long cacheBytes,
    long writeBufferBytes,
    long walBytesMax,
    int openFilesMax,
    int groupBytesMax,
    int waitingBytesMax,
    boolean goOn) {
  private static final int MIB = 1 << 20;

  /**
   * Seven days of deduplication (what platforms and senders repeat within), 32 + 48 MiB outside the
   * heap, a crash recovery of about two seconds, and no group so large that its callers notice.
   */
  public static final JournalConfig DEFAULT =
      new JournalConfig(
          Duration.ofDays(7), 32L * MIB, 48L * MIB, 256L * MIB, 512, 4 * MIB, 32 * MIB, false);

  public JournalConfig {
    if (dedupWindow.isNegative() || dedupWindow.isZero()) {
      throw new IllegalArgumentException(
          "dedupWindow: " + dedupWindow + " (expected: more than zero)");
    }
  }

  /** The same with another window of deduplication. */
  public JournalConfig withDedupWindow(Duration window) {
    return new JournalConfig(
        window,
        cacheBytes,
        writeBufferBytes,
        walBytesMax,
        openFilesMax,
        groupBytesMax,
        waitingBytesMax,
        goOn);
  }

  /** The same for a start on what is left. */
  public JournalConfig goingOn(boolean without) {
    return new JournalConfig(
        dedupWindow,
        cacheBytes,
        writeBufferBytes,
        walBytesMax,
        openFilesMax,
        groupBytesMax,
        waitingBytesMax,
        without);
  }
}
