package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A leg that we stopped trying.
 *
 * @param id names it in lists, retries and discards
 * @param answer what the destination said, as JSON text; masked; null when it said nothing
 * @param kind {@code undeliverable}: the destination does not take it; {@code internal}: our fault
 * @param fingerprint equal for letters with the same cause
 * @param usefulUntil until when the event is kept for a retry
 */
public record DeadLetter(
    String id,
    ConnectionId connection,
    long position,
    String eventId,
    String eventName,
    @Nullable String orderId,
    String route,
    String reason,
    String sentence,
    @Nullable String answer,
    int attempts,
    String kind,
    String fingerprint,
    Instant diedAt,
    Instant usefulUntil) {
  static DeadLetter of(DeadLetterRow row) {
    return new DeadLetter(
        row.id(),
        new ConnectionId(row.workspace(), row.connection()),
        row.journalPosition(),
        row.eventId(),
        row.eventName(),
        row.orderId(),
        row.route(),
        row.reason(),
        row.sentence(),
        row.answer(),
        row.attempts(),
        row.kind(),
        row.fingerprint(),
        Instant.ofEpochMilli(row.diedAt()),
        Instant.ofEpochMilli(row.usefulUntil()));
  }
}
