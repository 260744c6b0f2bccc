package io.tagyard.destination.definition;

import io.tagyard.event.Sha256;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name for events that leave together: the same when the same ones leave together again. It is
 * worked out once, as each of the events may ask for it.
 */
public final class BatchName {
  private static final int BYTES = 16;

  private final List<String> eventIds;
  private @Nullable String text;

  /** The name of the events of these ids, in this order. */
  public BatchName(List<String> eventIds) {
    this.eventIds = List.copyOf(eventIds);
  }

  /** 32 hex digits; ids hold no control characters, so a line break tells them apart. */
  String text() {
    String known = text;
    if (known == null) {
      known = HexFormat.of().formatHex(Sha256.of(String.join("\n", eventIds)), 0, BYTES);
      text = known;
    }
    return known;
  }
}
