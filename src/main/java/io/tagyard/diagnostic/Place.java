package io.tagyard.diagnostic;

/**
 * A stretch of one line of a file.
 *
 * @param line from 1
 * @param column from 1, counted in characters
 * @param length characters, at least 1
 */
public record Place(SourceText source, int line, int column, int length) {
  public Place {
    length = Math.max(1, length);
  }

  /** The start of a file, for what is missing in it. */
  public static Place start(SourceText source) {
    return new Place(source, 1, 1, 1);
  }

  /** A part of this place: from this many characters in, this long. */
  public Place within(int offset, int partLength) {
    return new Place(source, line, column + offset, partLength);
  }

  @Override
  public String toString() {
    return source.file() + ":" + line + ":" + column;
  }
}
