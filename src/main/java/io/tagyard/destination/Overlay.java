package io.tagyard.destination;

import java.util.Set;

/**
 * A route target's {@code map}, compiled: values laid over a request. Made by the destination
 * package from YAML; opaque to everybody else.
 */
public interface Overlay {
  /** Identity variants it reads, as {@link Destination#digestVariants}. */
  default Set<String> digestVariants() {
    return Set.of();
  }

  /** Retained fields it reads. */
  default Set<String> rawFields() {
    return Set.of();
  }
}
