package io.tagyard.journal;

/** What became of an entry, known once it is on stable storage. */
public sealed interface Kept {
  /** Kept at this position. */
  record Stored(long position) implements Kept {}

  /** Not kept: this position, within the window, holds the event of the same key. */
  record Duplicate(long position) implements Kept {}

  /** Kept in the quarantine under this id. */
  record Quarantined(String id) implements Kept {}
}
