package io.tagyard.delivery;

import io.tagyard.journal.EventJournal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends history again, to one connection, beside its live traffic and slower: same events, same
 * ids, as the routes and consent are now. Progress is kept every hundred legs; a replay that a
 * restart interrupts goes on from there. Thread-safe.
 */
public final class Replays {
  static final String RUNNING = "running";
  static final String DONE = "done";
  static final String CANCELLED = "cancelled";

  private static final int RESUMED_MAX = 100;
  private static final int PER_SECOND = 100;

  private final Lanes lanes;
  private final ReplayRepository rows;
  private final Map<String, ReplayRun> running = new ConcurrentHashMap<>();

  /** Replays over these lanes, kept in this table. */
  public Replays(Lanes lanes, ReplayRepository rows) {
    this.lanes = lanes;
    this.rows = rows;
  }

  /** Goes on with what a restart interrupted; once, after the lanes have started. */
  public void resume() {
    rows.inState(RUNNING, RESUMED_MAX).forEach(this::run);
  }

  /** Starts a replay; empty when there is no such connection. */
  public Optional<Replay> start(Replay.Request request) {
    if (lanes.lane(request.connection()).isEmpty()) {
      return Optional.empty();
    }
    EventJournal journal = lanes.equipment().journal();
    long from = journal.positionAt(request.since());
    long now = lanes.equipment().clock().instant().toEpochMilli();
    ReplayRow row =
        new ReplayRow(
            UUID.randomUUID().toString(),
            request.connection().workspace(),
            request.connection().connection(),
            blankToNull(request.eventName()),
            blankToNull(request.orderId()),
            request.perSecond() > 0 ? request.perSecond() : PER_SECOND,
            from,
            journal.end(),
            from,
            RUNNING,
            0,
            0,
            0,
            0,
            0,
            0,
            now,
            now);
    lanes.equipment().parking().durably(() -> rows.save(row));
    run(row);
    return Optional.of(Replay.of(row));
  }

  /**
   * A page, newest first.
   *
   * @param after the id of the last replay; null when this is the last page
   */
  public record Page(List<Replay> replays, @Nullable String after) {}

  /**
   * Replays, newest first. Empty texts mean any.
   *
   * @param after as the page before said; null = from the newest
   */
  public Page list(String workspace, String connection, int limit, @Nullable String after) {
    ReplayRow last = after == null ? null : rows.findById(after).orElse(null);
    List<ReplayRow> found =
        rows.newest(
            workspace,
            connection,
            last == null ? Long.MAX_VALUE : last.createdAt(),
            last == null ? "" : last.id(),
            limit + 1);
    List<Replay> replays = found.stream().limit(limit).map(Replay::of).toList();
    return new Page(replays, found.size() > limit ? replays.getLast().id() : null);
  }

  /** One replay. */
  public Optional<Replay> get(String id) {
    return rows.findById(id).map(Replay::of);
  }

  /** Takes no further events; legs on their way arrive. False when it is not running. */
  public boolean cancel(String id) {
    ReplayRun run = running.get(id);
    return run != null && run.cancel();
  }

  /** Stops all replays where they are, to go on after a restart. */
  public void stop() throws InterruptedException {
    for (ReplayRun run : running.values()) {
      run.interrupt();
    }
  }

  private void run(ReplayRow row) {
    ReplayRun run = new ReplayRun(row, lanes, this::save, () -> running.remove(row.id()));
    running.put(row.id(), run);
    run.start();
  }

  private void save(ReplayRow row) {
    Instant now = lanes.equipment().clock().instant();
    lanes
        .equipment()
        .parking()
        .durably(() -> {
          rows.deleteById(row.id());
          return rows.save(changedAt(row, now));
        });
  }

  private static ReplayRow changedAt(ReplayRow row, Instant now) {
    return new ReplayRow(
        row.id(),
        row.workspace(),
        row.connection(),
        row.eventName(),
        row.orderId(),
        row.perSecond(),
        row.fromPosition(),
        row.untilPosition(),
        row.nextPosition(),
        row.state(),
        row.sent(),
        row.delivered(),
        row.withheld(),
        row.parked(),
        row.dead(),
        row.skipped(),
        row.createdAt(),
        now.toEpochMilli());
  }

  private static @Nullable String blankToNull(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
