package io.tagyard.destination.adapter;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Digests and keyed digests; every JDK has those that are asked for here. */
final class Signatures {
  private Signatures() {}

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Keyed, for example by {@code HmacSHA256}. */
  static byte[] keyed(String algorithm, byte[] key, byte[] message) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(key, algorithm));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /** The digest as lower-case hex, for example by {@code SHA-256}. */
  static String hex(String algorithm, byte[] message) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(message));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }
}
