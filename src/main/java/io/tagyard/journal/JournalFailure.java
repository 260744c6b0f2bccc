package io.tagyard.journal;

/** The journal cannot promise to keep what it was given. Nothing of that call is acknowledged. */
public final class JournalFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** A failure with what was tried and why it failed. */
  public JournalFailure(String message, Throwable cause) {
    super(message, cause);
  }
}
