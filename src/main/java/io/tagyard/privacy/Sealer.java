package io.tagyard.privacy;

/** Encrypts what must stay raw, and reads it again. Thread-safe. */
public interface Sealer {
  /**
   * Encrypts.
   *
   * @param context what the ciphertext belongs to; it opens only with the same context
   */
  byte[] seal(byte[] plain, String context);

  /**
   * Decrypts.
   *
   * @throws SealBroken when the ciphertext was changed, belongs elsewhere, or its key is gone
   */
  byte[] open(byte[] sealed, String context) throws SealBroken;

  /** A ciphertext that does not open. */
  final class SealBroken extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure; the message names the context only. */
    public SealBroken(String context) {
      super("sealed value of " + context + " does not open");
    }
  }
}
