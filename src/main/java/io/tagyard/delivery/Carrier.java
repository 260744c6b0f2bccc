package io.tagyard.delivery;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;

/** Carries one request and waits for its answer: {@code Courier.send}. Thread-safe. */
@FunctionalInterface
public interface Carrier {
  /**
   * The answer, or the silence that came instead; never throws for what the world does wrong.
   *
   * @throws InterruptedException when the caller is interrupted
   */
  Answer send(Outbound request) throws InterruptedException;
}
