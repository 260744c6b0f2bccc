package io.tagyard.journal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether writing has failed. The first write that fails is the last: what the operating system did
 * with it is unknown, so a second try could promise what is not there.
 */
final class WriteTrouble {
  private volatile @Nullable JournalFailure first;

  Optional<String> reason() {
    return Optional.ofNullable(first).map(JournalFailure::getMessage);
  }

  /** Ends all writing; returns the failure to answer with. */
  synchronized JournalFailure fail(String message, Throwable cause) {
    JournalFailure now = new JournalFailure(message, cause);
    if (first == null) {
      first = now;
    }
    return now;
  }

  /** The store's own threads have failed. */
  void heard(String what) {
    fail("the store cannot write: " + what, new IllegalStateException(what));
  }

  /** Throws if writing has ended. */
  void refuse() {
    JournalFailure reason = first;
    if (reason != null) {
      throw new JournalFailure(
          "the journal takes nothing any more: " + reason.getMessage(), reason);
    }
  }
}
