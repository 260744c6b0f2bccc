package io.tagyard.destination.expression;

import com.fasterxml.jackson.databind.node.TextNode;
import java.time.Instant;

/** A time that was read already, with its text as sent. */
public final class TimeNode extends TextNode {
  private static final long serialVersionUID = 1L;
  private final Instant at;

  /** A time and how it was written. */
  public TimeNode(String asSent, Instant at) {
    super(asSent);
    this.at = at;
  }

  /** The time. */
  public Instant at() {
    return at;
  }

  @Override
  public boolean equals(Object other) {
    return super.equals(other);
  }

  @Override
  public int hashCode() {
    return super.hashCode();
  }
}
