package io.tagyard;

/** Why the gateway does not start, as a sentence for people that says what to do. */
final class CannotStart extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CannotStart(String message) {
    super(message);
  }
}
