package io.tagyard.destination.carriage;

import io.tagyard.diagnostic.Units;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;

/**
 * When a file is full.
 *
 * @param bytes it holds at most, unless one write alone is larger
 * @param after how long it is written to
 */
record Rotation(long bytes, Duration after) {
  private static final Rotation USUAL = new Rotation(64L << 20, Duration.ofHours(1));

  /** What the query of an address says: {@code size=64MiB&after=1h}. */
  static Rotation of(URI uri) {
    long bytes = USUAL.bytes();
    Duration after = USUAL.after();
    for (String parameter : String.valueOf(uri.getQuery()).split("&")) {
      String value = parameter.substring(parameter.indexOf('=') + 1);
      if (parameter.startsWith("size=")) {
        bytes = Units.size(value).orElse(bytes);
      } else if (parameter.startsWith("after=")) {
        after = Units.duration(value).orElse(after);
      }
    }
    return new Rotation(bytes, after);
  }

  boolean full(long size, long more) {
    return size > 0 && size + more > bytes;
  }

  boolean over(Instant opened, Instant now) {
    return !now.isBefore(opened.plus(after));
  }
}
