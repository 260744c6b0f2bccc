package io.tagyard.diagnostic;

/** A value and where it stands. */
public record Placed<T>(T value, Place place) {}
