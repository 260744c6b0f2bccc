package io.tagyard.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The clock: platforms refuse events of the future, and signatures of another minute. */
final class ClockDoctor {
  private static final String CLOCK = "clock";
  private static final Duration TOLERATED = Duration.ofSeconds(5);
  private static final int FILES_MAX = 10_000;

  private ClockDoctor() {}

  static Finding look(Path data, InstantSource clock) {
    Optional<Instant> newest = newest(data);
    Instant now = clock.instant(); // a running gateway writes while we look
    if (newest.filter(file -> file.isAfter(now.plus(TOLERATED))).isPresent()) {
      return Finding.fail(
          CLOCK,
          now + " is before the newest file of the data folder (" + newest.get() + ")",
          "the clock went back: set it right before the gateway takes events");
    }
    return judged(now, synchronised());
  }

  static Finding judged(Instant now, String synchronised) {
    return switch (synchronised) {
      case "yes" -> Finding.ok(CLOCK, now + ", synchronised");
      case "no" ->
          Finding.warn(CLOCK, now + ", not synchronised", "run a time service (chrony, timesyncd)");
      default -> Finding.ok(CLOCK, now + "; whether it is synchronised cannot be seen from here");
    };
  }

  private static Optional<Instant> newest(Path data) {
    try (Stream<Path> files = Files.walk(data)) {
      return files
          .limit(FILES_MAX)
          .filter(Files::isRegularFile)
          .filter(file -> !DiskDoctor.isProbe(file))
          .flatMap(file -> modified(file).stream())
          .max(Comparator.naturalOrder());
    } catch (IOException | java.io.UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> modified(Path file) {
    try {
      return Optional.of(Files.getLastModifiedTime(file).toInstant());
    } catch (IOException e) {
      return Optional.empty(); // it went while we looked
    }
  }

  /** What systemd says; in a container, and elsewhere, nobody does. */
  private static String synchronised() {
    try {
      Process asked =
          new ProcessBuilder("timedatectl", "show", "--property=NTPSynchronized", "--value")
              .redirectErrorStream(true)
              .start();
      if (!asked.waitFor(2, TimeUnit.SECONDS)) {
        asked.destroyForcibly();
        return "";
      }
      return new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
