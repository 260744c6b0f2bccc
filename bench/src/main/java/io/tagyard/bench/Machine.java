package io.tagyard.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where this runs. */
final class Machine {
  private Machine() {}

  static String description() throws IOException {
    return Runtime.getRuntime().availableProcessors()
        + " cores ("
        + line("/proc/cpuinfo", "model name")
        + "), "
        + Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / (1 << 20)
        + " GiB, Linux "
        + System.getProperty("os.version").replaceAll("-.*", "")
        + ", "
        + System.getProperty("java.vm.vendor")
        + " JDK "
        + Runtime.version();
  }

  static String revision() {
    String given = System.getProperty("revision", "");
    if (!given.isEmpty()) {
      return given;
    }
    try {
      Process git = new ProcessBuilder("git", "rev-parse", "--short", "HEAD").start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private static String line(String file, String name) throws IOException {
    return Files.readString(Path.of(file))
        .lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
