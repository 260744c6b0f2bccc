package io.tagyard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether there is room to keep what comes. Looked at twice a second at most: space goes in
 * megabytes, requests come in thousands.
 */
final class Disk {
  private static final long LOOK_AGAIN = Duration.ofMillis(500).toNanos();

  private final Path data;
  private final long freeMin;
  private volatile Look last;

  private record Look(long nanos, Optional<String> trouble) {}

  /**
   * @param freeMin bytes that must stay free: the log and one compaction must still fit
   */
  Disk(Path data, long freeMin) {
    this.data = data;
    this.freeMin = freeMin;
    this.last = look();
  }

  /** What is wrong; empty when there is room. */
  Optional<String> trouble() {
    Look look = last;
    if (System.nanoTime() - look.nanos() > LOOK_AGAIN) {
      look = look();
      last = look;
    }
    return look.trouble();
  }

  private Look look() {
    try {
      long free = Files.getFileStore(data).getUsableSpace();
      String sentence =
          "%d MiB are free (expected: at least %d, limits.free-disk)"
              .formatted(free >> 20, freeMin >> 20);
      return new Look(System.nanoTime(), free < freeMin ? Optional.of(sentence) : Optional.empty());
    } catch (IOException e) {
      String sentence = "the free space cannot be read: " + e.getClass().getSimpleName();
      return new Look(System.nanoTime(), Optional.of(sentence));
    }
  }
}
