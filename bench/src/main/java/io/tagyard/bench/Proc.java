package io.tagyard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Linux knows about a process. */
record Proc(long pid) {
  private static final double TICK_MICROS = 10_000;

  /** At one moment: CPU in microseconds, of each kind of thread too, bytes handed to the disk. */
  record Sample(double cpu, Map<String, Double> threads, long written) {
    Sample since(Sample before) {
      Map<String, Double> used = new TreeMap<>();
      threads.forEach((name, time) -> used.put(name, time - before.threads.getOrDefault(name, 0d)));
      return new Sample(cpu - before.cpu, used, written - before.written);
    }
  }

  Sample sample() {
    Map<String, Double> threads = new TreeMap<>();
    try (Stream<Path> tasks = Files.list(folder().resolve("task"))) {
      tasks.forEach(task -> threads.merge(kind(task), cpu(task.resolve("stat")), Double::sum));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Sample(cpu(folder().resolve("stat")), threads, value("io", "write_bytes:"));
  }

  /** Resident memory in MiB, now. */
  double resident() {
    return value("status", "VmRSS:") / 1024.0;
  }

  /** The most resident memory so far, in MiB. */
  double residentMost() {
    return value("status", "VmHWM:") / 1024.0;
  }

  private Path folder() {
    return Path.of("/proc", Long.toString(pid));
  }

  private long value(String file, String name) {
    return read(folder().resolve(file))
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  private static String kind(Path task) {
    return read(task.resolve("comm")).strip().replaceAll("[-#]?\\d+(-\\d+)?$", "");
  }

  /** Fields 14 and 15 of proc(5) stat; the name before them may hold blanks. */
  private static double cpu(Path stat) {
    String text = read(stat);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
    return fields.length < 13
        ? 0
        : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MICROS;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return ""; // threads end
    }
  }
}
