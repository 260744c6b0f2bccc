package io.tagyard.journal;

import org.jspecify.annotations.Nullable;

/** Stored bytes that cannot be read. The message never quotes them. */
final class Damaged extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Damaged(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
