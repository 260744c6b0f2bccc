package io.tagyard.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Attempts that counted.
 *
 * @param first when the first was; null before it
 */
record Tries(int count, @Nullable Instant first) {
  static final Tries NONE = new Tries(0, null);

  Tries plusOne(Instant at) {
    return new Tries(count + 1, first == null ? at : first);
  }

  /** When the first was, or would be if it were now. */
  Instant firstOr(Instant now) {
    return first == null ? now : first;
  }
}
