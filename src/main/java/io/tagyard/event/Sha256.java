package io.tagyard.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, unsalted: what the platforms compare, and what keys are made of. */
public final class Sha256 {
  private static final HexFormat HEX = HexFormat.of();

  /** Never used itself: a copy costs a fraction of asking the providers for another. */
  private static final MessageDigest UNUSED = instance();

  private Sha256() {}

  /** A digest of nothing so far. */
  public static MessageDigest begin() {
    try {
      return (MessageDigest) UNUSED.clone();
    } catch (CloneNotSupportedException e) {
      return instance();
    }
  }

  /** The 32 bytes of a text in UTF-8. */
  public static byte[] of(String text) {
    return begin().digest(text.getBytes(StandardCharsets.UTF_8));
  }

  /** In 64 lower-case hex digits. */
  public static String hex(String text) {
    return hex(begin(), text);
  }

  /** The same by a digest that is at its beginning, where it is again afterwards. */
  public static String hex(MessageDigest digest, String text) {
    return HEX.formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest instance() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
