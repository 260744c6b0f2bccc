package io.tagyard.destination.definition;

import io.tagyard.event.Sha256;
import java.util.HexFormat;
import java.util.List;

/** A name for events that leave together: the same when the same ones leave together again. */
final class BatchNames {
  private static final int BYTES = 16;

  private BatchNames() {}

  /** 32 hex digits; ids hold no control characters, so a line break tells them apart. */
  static String of(List<String> eventIds) {
    return HexFormat.of().formatHex(Sha256.of(String.join("\n", eventIds)), 0, BYTES);
  }
}
