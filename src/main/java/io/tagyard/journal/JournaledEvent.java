package io.tagyard.journal;

import io.tagyard.event.SafeEvent;

/** A kept event and its place in the journal. Positions grow, with gaps; they are never reused. */
public record JournaledEvent(long position, SafeEvent event) {}
