package io.tagyard.destination.definition;

import io.tagyard.destination.expression.Shape;

/** What a request carries. */
public sealed interface Payload {
  /** No body at all. */
  record Nothing() implements Payload {}

  /** A JSON document. */
  record Json(Shape shape) implements Payload {}

  /** {@code application/x-www-form-urlencoded}. */
  record Form(Shape fields) implements Payload {}

  /** Any text. */
  record Text(Shape shape) implements Payload {}
}
