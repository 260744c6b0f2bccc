package io.tagyard.destination.carriage;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;

/** Carries one request and waits for its answer. Thread-safe. */
@FunctionalInterface
public interface Carrier {
  /**
   * The answer, or what came instead; never throws for what the world does wrong.
   *
   * @throws InterruptedException when the caller is interrupted
   */
  Answer carry(Outbound request) throws InterruptedException;
}
