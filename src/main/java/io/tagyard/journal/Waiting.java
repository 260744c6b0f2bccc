package io.tagyard.journal;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A caller who waits for the group that writes what it brought. */
sealed interface Waiting {
  /** What it takes of a group. */
  int bytes();

  /** The future that says how it went. */
  CompletableFuture<?> answer();

  /** Events and quarantined ones: only synced they count as kept. */
  record Entries(List<Prepared> entries, int bytes, CompletableFuture<List<Kept>> answer)
      implements Waiting {}

  /** Receipts: they go along with the next events, or without them when none come soon. */
  record Receipts(List<Put> puts, int bytes, CompletableFuture<Void> answer) implements Waiting {}

  /** The last one. */
  record Stop() implements Waiting {
    @Override
    public int bytes() {
      return 0;
    }

    @Override
    public CompletableFuture<?> answer() {
      return CompletableFuture.completedFuture(null);
    }
  }
}
