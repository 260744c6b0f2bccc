package io.tagyard.diagnostic;

import java.util.List;

/**
 * The text of one file, for quoting lines.
 *
 * @param file the path as people know it, relative to where they stand, with forward slashes
 */
public record SourceText(String file, List<String> lines) {
  /** Splits a text into its lines. */
  public static SourceText of(String file, String text) {
    return new SourceText(file, text.lines().toList());
  }

  /** The line of this number (from 1); empty past the end. */
  public String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  @Override
  public String toString() {
    return file;
  }
}
