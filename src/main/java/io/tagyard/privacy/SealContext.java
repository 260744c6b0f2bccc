package io.tagyard.privacy;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a ciphertext belongs to: workspace, event and group, so that it opens nowhere else. */
final class SealContext {
  private SealContext() {}

  /** A workspace's name and a group hold no bar, so the three parts cannot run into each other. */
  static String of(String workspace, String eventId, @Nullable Instant until) {
    return workspace + "|" + eventId + "|" + (until == null ? "kept" : "until " + until);
  }
}
