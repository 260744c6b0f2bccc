package io.tagyard.operator;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One thing that must be well before the gateway takes events.
 *
 * @param trouble what is wrong with it now; empty = well
 */
public record HealthPart(String name, Supplier<Optional<String>> trouble) {}
