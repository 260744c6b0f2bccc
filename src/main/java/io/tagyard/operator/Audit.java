package io.tagyard.operator;

import io.tagyard.schema.Uuid7;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit list: who did what, on what, when, and how it ended. Names and ids only: no secret, no
 * value of an event, no comment. Lines are kept for 400 days. Thread-safe.
 */
public final class Audit {
  private static final Logger LOG = LoggerFactory.getLogger(Audit.class);

  private static final Duration KEPT = Duration.ofDays(400);
  private static final Duration SWEEP = Duration.ofDays(1);

  private final AuditRepository rows;
  private final InstantSource clock;
  private final AtomicLong swept = new AtomicLong();

  /** A list in this table. */
  public Audit(AuditRepository rows, InstantSource clock) {
    this.rows = rows;
    this.clock = clock;
  }

  /** Notes a call that was answered with this status. What cannot be written is logged. */
  void note(Caller caller, String action, int status) {
    KeyHolder holder = caller.holder();
    Instant now = clock.instant();
    AuditRow row =
        new AuditRow(
            Uuid7.at(now),
            now.toEpochMilli(),
            holder.id(),
            holder.name(),
            holder.role() == null ? "" : holder.role().toString(),
            caller.aboutWorkspace(),
            action,
            caller.subject(),
            outcome(status),
            status);
    try {
      rows.save(row);
      sweep(now);
    } catch (RuntimeException e) {
      LOG.error("audit.not_kept {}", row, e);
    }
  }

  /**
   * Lines, newest first.
   *
   * @param workspace only those about this one; null = all
   * @param after the id of the last line of the page before; null = from the newest
   */
  List<AuditRow> list(@Nullable String workspace, int limit, @Nullable String after) {
    return rows.list(workspace == null ? "" : workspace, after == null ? "" : after, limit);
  }

  private void sweep(Instant now) {
    long last = swept.get();
    if (last + SWEEP.toMillis() < now.toEpochMilli()
        && swept.compareAndSet(last, now.toEpochMilli())) {
      rows.deleteBefore(now.minus(KEPT).toEpochMilli());
    }
  }

  private static String outcome(int status) {
    if (status < 400) {
      return "done";
    }
    return status == 403 ? "forbidden" : status < 500 ? "refused" : "failed";
  }
}
