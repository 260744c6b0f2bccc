package io.tagyard.journal;

import io.tagyard.event.SafeEvent;

/**
 * A kept event and its place in the journal. Positions grow, with gaps; they are never reused.
 *
 * @param bytes its length in the journal; in memory it takes four to five times as much
 */
public record JournaledEvent(long position, SafeEvent event, int bytes) {}
