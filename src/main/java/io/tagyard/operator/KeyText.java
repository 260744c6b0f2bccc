package io.tagyard.operator;

import io.tagyard.event.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** How keys are written, and what is kept of them. */
final class KeyText {
  private static final int KEY_BYTES = 24;
  private static final int ID_LENGTH = 12;

  private KeyText() {}

  /** A new key: 192 random bits. */
  static String fresh() {
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    return "tya_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  static String hash(String key) {
    return Sha256.hex(key);
  }

  /** What names a key in lists: enough of its hash to be unique, too little to find it. */
  static String id(String hash) {
    return hash.substring(0, ID_LENGTH);
  }

  static boolean same(String hash, String other) {
    return MessageDigest.isEqual(
        hash.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
