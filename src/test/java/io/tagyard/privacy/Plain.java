package io.tagyard.privacy;

import java.nio.charset.StandardCharsets;

/** A sealer for tests: hides text from a search for it, and holds to its context. */
final class Plain implements Sealer {
  @Override
  public byte[] seal(byte[] plain, String context) {
    byte[] head = (context + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] sealed = java.util.Arrays.copyOf(head, head.length + plain.length);
    for (int i = 0; i < plain.length; i++) {
      sealed[head.length + i] = (byte) ~plain[i];
    }
    return sealed;
  }

  @Override
  public byte[] open(byte[] sealed, String context) throws SealBroken {
    byte[] head = (context + "\n").getBytes(StandardCharsets.UTF_8);
    if (!java.util.Arrays.equals(
        head, java.util.Arrays.copyOf(sealed, Math.min(head.length, sealed.length)))) {
      throw new SealBroken(context);
    }
    byte[] plain = java.util.Arrays.copyOfRange(sealed, head.length, sealed.length);
    for (int i = 0; i < plain.length; i++) {
      plain[i] = (byte) ~plain[i];
    }
    return plain;
  }
}
