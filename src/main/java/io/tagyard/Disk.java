package io.tagyard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Whether there is room to keep what comes. */
final class Disk {
  /** Below this an event could be the one that no longer fits, with the log and one compaction. */
  private static final long FREE_MIN = 512L << 20;

  private Disk() {}

  static Optional<String> trouble(Path data) {
    try {
      long free = Files.getFileStore(data).getUsableSpace();
      return free < FREE_MIN
          ? Optional.of((free >> 20) + " MiB are free (expected: at least 512)")
          : Optional.empty();
    } catch (IOException e) {
      return Optional.of("the free space cannot be read: " + e.getClass().getSimpleName());
    }
  }
}
