package io.tagyard.diagnostic;

import java.util.List;

/**
 * The text of one file, for quoting lines.
 *
 * @param file the path as people know it, relative to where they stand, with forward slashes
 */
public record SourceText(String file, List<String> lines) {
  /** Splits a text into its lines; a byte order mark is no part of the first. */
  public static SourceText of(String file, String text) {
    return new SourceText(file, withoutMark(text).lines().toList());
  }

  /** The text without a leading byte order mark. */
  static String withoutMark(String text) {
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
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
