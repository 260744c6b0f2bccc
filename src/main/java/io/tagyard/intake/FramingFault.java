package io.tagyard.intake;

/**
 * Where one request ends and the next begins cannot be told for sure (RFC 9112 sections 2, 5-7).
 */
final class FramingFault extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  FramingFault(String sentence) {
    super(sentence);
  }
}
