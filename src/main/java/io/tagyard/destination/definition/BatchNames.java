package io.tagyard.destination.definition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A name for events that leave together: the same when the same ones leave together again. */
final class BatchNames {
  private static final int BYTES = 16;

  private BatchNames() {}

  /** 32 hex digits; ids hold no control characters, so a line break tells them apart. */
  static String of(List<String> eventIds) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", eventIds).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
