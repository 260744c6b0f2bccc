package io.tagyard.destination;

/**
 * A route target's {@code map}, compiled: values laid over a request. Made by the destination
 * package from YAML; opaque to everybody else.
 */
public interface Overlay {}
