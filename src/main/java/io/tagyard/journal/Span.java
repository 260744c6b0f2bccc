package io.tagyard.journal;

/** Positions in a row, without {@code to}. */
public record Span(long from, long to) {
  /** How many. */
  public long size() {
    return to - from;
  }

  @Override
  public String toString() {
    return size() == 1 ? Long.toString(from) : from + ".." + (to - 1);
  }
}
