package io.tagyard.journal;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.QuarantinedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The durable list of safe events. Every implementation passes the contracts beside its tests
 * ({@code EventContract}, {@code KeyContract}, {@code ReceiptContract}, {@code
 * QuarantineContract}). Thread-safe.
 */
public interface EventJournal extends AutoCloseable {
  /**
   * Keeps these entries, in this order, all or none. The future completes when they survive {@code
   * kill -9} and power loss; it fails with {@link JournalFailure} when that cannot be promised, and
   * then the sender must be told to try again.
   *
   * @return what became of each entry, in the same order; two entries of one call with the same
   *     key: the second is a duplicate
   */
  CompletableFuture<List<Kept>> append(List<Entry> entries);

  /**
   * Events from this position on, ascending, at most {@code max}, and no more once they take {@code
   * bytes} in the journal; empty only when there is none. Skips what retention dropped.
   */
  List<JournaledEvent> read(long from, int max, long bytes);

  /** The same up to about a megabyte: a thousand of the largest at once would fill the memory. */
  default List<JournaledEvent> read(long from, int max) {
    return read(from, max, 1 << 20);
  }

  /**
   * The same for delivery: damage is in it, too.
   *
   * @param limit a position behind it that is not read, at most {@link #end}
   * @param max events at most, and damaged positions at most
   */
  default Passage passage(long from, long limit, int max, long bytes) {
    return Passage.whole(read(from, max, bytes), limit);
  }

  /** The same up to about a megabyte. */
  default Passage passage(long from, long limit, int max) {
    return passage(from, limit, max, 1 << 20);
  }

  /** The event at exactly this position, if it is still kept. */
  Optional<JournaledEvent> at(long position);

  /** The oldest position that is still kept; {@link #end} when none is. */
  long first();

  /** One more than the newest durable position. */
  long end();

  /**
   * The lowest position whose event was received at or after this time; {@link #end} when there is
   * none.
   */
  long positionAt(Instant receivedAt);

  /** Waits until {@link #end} is greater than this, or the time is over. */
  void awaitBeyond(long end, Duration atMost) throws InterruptedException;

  /** The events with this id, whatever their name, oldest first. */
  List<JournaledEvent> findById(String workspace, String eventId);

  /** The events of this order, oldest first, at most {@code max}. */
  List<JournaledEvent> findByOrder(String workspace, String orderId, int max);

  /** Quarantined events, newest first, after (older than) this id; null = from the newest. */
  List<QuarantinedEvent> quarantined(@Nullable String workspace, @Nullable String after, int max);

  /** One quarantined event. */
  Optional<QuarantinedEvent> quarantinedById(String id);

  /** Takes an event out of the quarantine, once a retry has kept it. Durable. */
  void releaseQuarantined(String id);

  /**
   * Writes receipts: they survive {@code kill -9}; power loss may take the last second, which costs
   * a repeated attempt, never a loss.
   */
  void note(List<Receipt> receipts);

  /** The newest receipt of each connection for this position. */
  List<Receipt> receipts(long position);

  /**
   * The newest receipts of this lane at or above this position, ascending, in pages of at most
   * {@code max}.
   */
  List<Receipt> receiptsFrom(ConnectionId lane, long position, int max);

  /** Writes the lanes' snapshots, in one batch. Synced on request, for a clean stop. */
  void saveCursors(List<LaneCursor> cursors, boolean sync);

  /** The last snapshot of each lane, by lane. */
  Map<ConnectionId, LaneCursor> cursors();

  /** Forgets a lane that was taken out of its workspace. */
  void forgetLane(ConnectionId lane);

  /**
   * Drops whole files of events older than this, and lets the look-ups and receipts about them go;
   * quarantined events of that age go too. Dedup keys stay until their own window is over. Returns
   * the new {@link #first}.
   */
  long dropBefore(Instant receivedAt);

  /** Bytes on disk. */
  long bytes();

  /** Whether the last write was kept; the reason if not. */
  Optional<String> trouble();

  /** What was acknowledged and cannot be read, for people; empty when all is well. */
  default Optional<String> damage() {
    return Optional.empty();
  }

  @Override
  void close();
}
