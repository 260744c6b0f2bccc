package io.tagyard.route;

import io.tagyard.event.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256, for fingerprints, revisions, key look-ups and sampling; never for identifiers. */
final class Hashes {
  private Hashes() {}

  static MessageDigest sha256() {
    return Sha256.begin();
  }

  static byte[] of(String text) {
    return Sha256.of(text);
  }

  static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }

  /** Adds a part with its length, so that parts cannot run into each other. */
  static void add(MessageDigest digest, byte[] part) {
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, part.length));
    digest.update(part);
  }

  static void add(MessageDigest digest, String part) {
    add(digest, part.getBytes(StandardCharsets.UTF_8));
  }
}
