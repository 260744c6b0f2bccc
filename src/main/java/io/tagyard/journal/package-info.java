/**
 * Keeps safe events once, in order; the lanes' cursors and receipts; look-up by event id and order
 * id; the quarantine.
 *
 * <p>A log with cursors, not a row per delivery: one durable write per event whatever the fan-out,
 * a dead destination costs nothing, a replay is another cursor.
 */
@org.jspecify.annotations.NullMarked
package io.tagyard.journal;
