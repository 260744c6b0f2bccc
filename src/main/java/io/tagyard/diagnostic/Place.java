package io.tagyard.diagnostic;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of one line of a file.
 *
 * @param line from 1
 * @param column from 1, counted in characters
 * @param length characters, at least 1
 * @param spread where the parts of a text stand that is not written as it reads; null = as it reads
 */
public record Place(SourceText source, int line, int column, int length, @Nullable Spread spread) {
  public Place {
    length = Math.max(1, length);
  }

  /** A stretch of one line. */
  public Place(SourceText source, int line, int column, int length) {
    this(source, line, column, length, null);
  }

  /** The start of a file, for what is missing in it. */
  public static Place start(SourceText source) {
    return new Place(source, 1, 1, 1);
  }

  /** A part of the text at this place: from this many characters in, this long. */
  public Place within(int offset, int partLength) {
    if (spread == null) {
      return new Place(source, line, column + offset, partLength);
    }
    Spread part = spread.from(offset);
    return new Place(source, part.line(), part.column(), part.reach(partLength), part);
  }

  /** Places are the same when they cover the same characters. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Place that
        && line == that.line
        && column == that.column
        && length == that.length
        && source.file().equals(that.source.file());
  }

  @Override
  public int hashCode() {
    return Objects.hash(source.file(), line, column, length);
  }

  @Override
  public String toString() {
    return source.file() + ":" + line + ":" + column;
  }
}
