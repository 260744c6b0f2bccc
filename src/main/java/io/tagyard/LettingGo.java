package io.tagyard;

import io.tagyard.journal.EventJournal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Lets old events go, by time and by bytes; never what a lane still needs. What must be kept beyond
 * the bytes is held by the disk's marks.
 */
final class LettingGo {
  /** An event may have been received this long before it has a position. */
  private static final Duration ON_ITS_WAY = Duration.ofMinutes(1);

  private static final int STEPS_MAX = 8;

  private final EventJournal journal;
  private final Supplier<Optional<Instant>> oldestNeeded;
  private final Duration time;
  private final long bytes;

  /**
   * @param oldestNeeded when the oldest event was received that a lane still needs
   * @param time how long events are kept
   * @param bytes what the journal may take
   */
  LettingGo(
      EventJournal journal, Supplier<Optional<Instant>> oldestNeeded, Duration time, long bytes) {
    this.journal = journal;
    this.oldestNeeded = oldestNeeded;
    this.time = time;
    this.bytes = bytes;
  }

  /** What is older than it should be. */
  void byTime(Instant now) {
    journal.dropBefore(earlier(now.minus(time), limit(now)));
  }

  /** While there is too much: the share of the oldest that is too much. */
  void byBytes(Instant now) {
    for (int step = 0; step < STEPS_MAX; step++) {
      long taken = journal.bytes();
      long first = journal.first();
      if (taken <= bytes || !dropShare(1 - (double) bytes / taken, now)) {
        return;
      }
      if (journal.first() == first) {
        return;
      }
    }
  }

  private boolean dropShare(double share, Instant now) {
    long first = journal.first();
    long border = first + Math.max(1, Math.round((journal.end() - first) * share));
    Instant received =
        journal.read(border, 1).stream()
            .findFirst()
            .map(event -> event.event().receivedAt())
            .orElse(now);
    if (journal.positionAt(received) <= first) {
      received = received.plusMillis(1); // a whole batch may carry one time
    }
    Instant before = earlier(received, limit(now));
    if (journal.positionAt(before) <= first) {
      return false;
    }
    journal.dropBefore(before);
    return true;
  }

  private Instant limit(Instant now) {
    Instant settled = now.minus(ON_ITS_WAY);
    return oldestNeeded.get().map(needed -> earlier(needed, settled)).orElse(settled);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
