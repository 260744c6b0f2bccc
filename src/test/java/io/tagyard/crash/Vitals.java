package io.tagyard.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a process holds, from {@code /proc}.
 *
 * @param residentKib resident memory
 */
public record Vitals(long residentKib, long files, long threads) {
  public static boolean known() {
    return Files.isDirectory(Path.of("/proc/self/fd"));
  }

  public static Vitals of(ProcessHandle process) throws IOException {
    Path folder = Path.of("/proc/" + process.pid());
    try (Stream<Path> files = Files.list(folder.resolve("fd"));
        Stream<Path> threads = Files.list(folder.resolve("task"))) {
      return new Vitals(resident(folder), files.count(), threads.count());
    }
  }

  private static long resident(Path folder) throws IOException {
    return Files.readAllLines(folder.resolve("status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }
}
