package io.tagyard.privacy;

/** A raw identifier in the form that is hashed, or the reason why there is no such form. */
sealed interface Normalised {
  /** The text whose SHA-256 a platform compares. */
  record Text(String text) implements Normalised {
    @Override
    public String toString() {
      return "‹normalised›";
    }
  }

  /** No digest; the reason never quotes the value. */
  record Refused(String reason) implements Normalised {}

  /** This text, or a refusal when nothing is left of it. */
  static Normalised of(String text, String emptyReason) {
    return text.isEmpty() ? new Refused(emptyReason) : new Text(text);
  }
}
