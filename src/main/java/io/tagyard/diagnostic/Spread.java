package io.tagyard.diagnostic;

/**
 * Where each character of a scalar's text stands, for texts that do not stand as they read: with
 * escapes, doubled quotes, or over several lines.
 */
final class Spread {
  private final int[] lines;
  private final int[] columns;
  private final int from;

  Spread(int[] lines, int[] columns, int from) {
    this.lines = lines;
    this.columns = columns;
    this.from = from;
  }

  /** The same text, beginning with this character. */
  Spread from(int offset) {
    return new Spread(lines, columns, Math.clamp((long) from + offset, 0, lines.length - 1));
  }

  int line() {
    return lines[from];
  }

  int column() {
    return columns[from];
  }

  /** How far this many characters reach on the line of the first. */
  int reach(int length) {
    int last = Math.min(lines.length - 1, from + length);
    while (last > from && lines[last] != lines[from]) {
      last--;
    }
    int end = columns[last];
    return last < from + length ? end + 1 - column() : end - column();
  }
}
