package io.tagyard.privacy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Unsalted SHA-256 in lower-case hex: what the platforms compare. Not thread-safe; made per event.
 */
final class Sha256 {
  private static final HexFormat HEX = HexFormat.of();
  private final MessageDigest digest = instance();

  String of(String text) {
    return HEX.formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  static String hex(String text) {
    return new Sha256().of(text);
  }

  private static MessageDigest instance() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
