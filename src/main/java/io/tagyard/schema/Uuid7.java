package io.tagyard.schema;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/** Ids that sort by time (RFC 9562, version 7). */
public final class Uuid7 {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Uuid7() {}

  /** A new id of this millisecond with 74 random bits. */
  public static String at(Instant time) {
    long high = (time.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextInt() & 0xFFFL);
    long low = (RANDOM.nextLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
    return new UUID(high, low).toString();
  }
}
