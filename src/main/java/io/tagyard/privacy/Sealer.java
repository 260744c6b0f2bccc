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

  /**
   * What stands in for an id that is somebody's contact data: the same for the same text of the
   * same workspace for as long as the keys are kept, and of no use to anybody without them. One
   * that keeps no keys answers with those of its process.
   *
   * @return 22 characters of base64url: 128 bits
   */
  default String pseudonym(String workspace, String text) {
    return Pseudonyms.OF_PROCESS.of(workspace, text);
  }

  /** A ciphertext that does not open. */
  final class SealBroken extends Exception {
    private static final long serialVersionUID = 1L;

    /** A failure; the message names the context only. */
    public SealBroken(String context) {
      super("sealed value of " + context + " does not open");
    }
  }
}
