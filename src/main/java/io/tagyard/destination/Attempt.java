package io.tagyard.destination;

import java.time.Instant;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/**
 * What belongs to one try and not to the event: signature headers and the like.
 *
 * @param at when, UTC
 * @param number from 1
 * @param nonce 32 hex digits that no other try has, for signatures that ask for such a word
 */
public record Attempt(Instant at, int number, String nonce) {
  private static final String NONE = "0".repeat(32);
  private static final int NONCE_BYTES = 16;

  /**
   * A try that is shown and never sent: its nonce is all zeros, so that it looks the same again.
   */
  public Attempt(Instant at, int number) {
    this(at, number, NONE);
  }

  /** A try that is sent. */
  public static Attempt of(Instant at, int number, RandomGenerator random) {
    byte[] bytes = new byte[NONCE_BYTES];
    random.nextBytes(bytes);
    return new Attempt(at, number, HexFormat.of().formatHex(bytes));
  }
}
