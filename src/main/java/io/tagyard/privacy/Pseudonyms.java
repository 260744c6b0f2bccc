package io.tagyard.privacy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stand-ins for ids that are contact data: HMAC-SHA-256 of the id with a key of the workspace. That
 * key is derived from the keyset's (HMAC as a key derivation function, NIST SP 800-108), so it is
 * kept, backed up and restored with it. Thread-safe.
 */
final class Pseudonyms {
  /** With a key that ends with the process. */
  static final Pseudonyms OF_PROCESS = new Pseudonyms(random());

  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 16;

  private final byte[] key;

  /** Derives from this key. */
  Pseudonyms(byte[] key) {
    this.key = mac(key, "tagyard pseudonyms");
  }

  /** 22 characters of base64url. */
  String of(String workspace, String text) {
    byte[] digest = mac(mac(key, workspace), text);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES));
  }

  private static byte[] mac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }

  private static byte[] random() {
    byte[] key = new byte[32];
    new SecureRandom().nextBytes(key);
    return key;
  }
}
