package io.tagyard.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the files of a folder take. */
final class DiskUse {
  private DiskUse() {}

  /** Their lengths together, in bytes. */
  static long of(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(DiskUse::size).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files come and go while we look. */
  private static long size(Path file) {
    try {
      return Files.isRegularFile(file) ? Files.size(file) : 0;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
