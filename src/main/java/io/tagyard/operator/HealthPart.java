package io.tagyard.operator;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well before the gateway takes events.
 *
 * @param trouble what is wrong with it now; empty = well
 * @param note what people should know although it works; empty = nothing
 */
public record HealthPart(
    String name, Supplier<Optional<String>> trouble, Supplier<Optional<String>> note) {
  /** A part that is well or not. */
  public HealthPart(String name, Supplier<Optional<String>> trouble) {
    this(name, trouble, Optional::empty);
  }
}
