package io.tagyard;

import io.tagyard.DiskMarks.Level;
import io.tagyard.delivery.Alarms;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * Whether there is room to keep what comes. Measured by the clock, asked by every request.
 * Thread-safe.
 */
final class Disk {
  private static final String SUBJECT = "data";

  private final Path data;
  private final DiskMarks marks;
  private volatile Measure last = new Measure(Level.ROOM, 0, Long.MAX_VALUE);

  /** Watches this folder; the first measurement is taken at once. */
  Disk(Path data, DiskMarks marks) {
    this.data = data;
    this.marks = marks;
    this.last = measured();
  }

  private record Measure(Level level, long used, long free) {}

  /** Measures; tells people when a mark is passed and when that is over. */
  void look(Alarms alarms) {
    last = measured();
    tell(alarms, "disk_filling", last.level() != Level.ROOM);
    tell(alarms, "disk_full", last.level() == Level.STOP);
  }

  private void tell(Alarms alarms, String kind, boolean isSo) {
    if (isSo) {
      alarms.raise(kind, SUBJECT, sentence());
    } else {
      alarms.clear(kind, SUBJECT);
    }
  }

  /** Why nothing can be taken now; empty while there is room. */
  Optional<String> full() {
    return last.level() == Level.STOP ? Optional.of(sentence()) : Optional.empty();
  }

  /** What people should know although it works. */
  Optional<String> note() {
    return last.level() == Level.WARN ? Optional.of(sentence()) : Optional.empty();
  }

  /** Bytes the data folder takes. */
  long used() {
    return last.used();
  }

  /** Bytes that are free on its file system. */
  long free() {
    return last.free();
  }

  /** Bytes it may take. */
  long quota() {
    return marks.quota();
  }

  /** 0 room, 1 warn, 2 stop. */
  int level() {
    return last.level().ordinal();
  }

  private String sentence() {
    Measure now = last;
    String means =
        now.level() == Level.STOP
            ? "intake takes nothing until there is room"
            : "intake stops at %s used or %s free"
                .formatted(mib(marks.stop()), mib(marks.freeStop()));
    return "the data folder takes %s of %s, %s are free; %s"
        .formatted(mib(now.used()), mib(marks.quota()), mib(now.free()), means);
  }

  private Measure measured() {
    long used = bytesBelow(data);
    long free = freeSpace();
    return new Measure(marks.next(last.level(), used, free), used, free);
  }

  private long freeSpace() {
    try {
      return Files.getFileStore(data).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException("the free space of " + data + " cannot be read", e);
    }
  }

  /** Files come and go while we look; the links of a backup in the making are no second copy. */
  private static long bytesBelow(Path folder) {
    long[] sum = {0};
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
              return at.endsWith(DataFolder.STAGING)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              sum[0] += attributes.size();
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("the size of " + folder + " cannot be read", e);
    }
    return sum[0];
  }

  private static String mib(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
