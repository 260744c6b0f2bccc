package io.tagyard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.cli.Finding.Level;
import io.tagyard.destination.http.Reach.Found;
import io.tagyard.diagnostic.Problems;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
  private static final URI PLACE = URI.create("https://shop.example:8443");

  @TempDir Path folder;

  @Test
  void aCertificateThatEndsSoonIsToldAboutInTime() {
    assertThat(certificate(Duration.ofDays(13)).level()).isEqualTo(Level.WARN);
    assertThat(certificate(Duration.ofDays(15)).level()).isEqualTo(Level.OK);
  }

  private static Finding certificate(Duration left) {
    return DestinationDoctor.judged(
        PLACE, "acme/hook", new Found.Reached("192.0.2.1:8443", NOON.plus(left)), NOON);
  }

  @Test
  void everySymptomHasAnAdvice() {
    for (String symptom :
        List.of("dns_error", "blocked_address", "plain_http", "tls_error", "timeout", "odd")) {
      Finding found =
          DestinationDoctor.judged(PLACE, "acme/hook", new Found.Unreached(symptom), NOON);
      assertThat(found.level()).isEqualTo(Level.FAIL);
      assertThat(found.what()).isEqualTo("https://shop.example:8443");
      assertThat(found.advice()).isNotEmpty();
    }
  }

  @Test
  void aClockThatWentBackIsFound() throws IOException {
    Path file = Files.writeString(folder.resolve("journal"), "x");
    Files.setLastModifiedTime(file, FileTime.from(NOON.plusSeconds(60)));
    Files.setLastModifiedTime(folder, FileTime.from(NOON));
    assertThat(clockAt(NOON).level()).isEqualTo(Level.FAIL);
    assertThat(clockAt(NOON.plusSeconds(58)).level()).isNotEqualTo(Level.FAIL);
    assertThat(ClockDoctor.judged(NOON, "no").level()).isEqualTo(Level.WARN);
    assertThat(ClockDoctor.judged(NOON, "yes").level()).isEqualTo(Level.OK);
    assertThat(ClockDoctor.judged(NOON, "").said()).contains("cannot be seen");
  }

  private Finding clockAt(Instant now) {
    return ClockDoctor.look(folder, InstantSource.fixed(now));
  }

  @Test
  void whatIsWrittenWhileWeLookAndOurOwnProbeAreNoClockThatWentBack() throws IOException {
    Path probe = Files.createTempFile(folder, "doctor", ".tmp");
    Files.setLastModifiedTime(probe, FileTime.from(NOON.plusSeconds(60)));
    Files.setLastModifiedTime(folder, FileTime.from(NOON.plusSeconds(60)));
    assertThat(clockAt(NOON).level()).isNotEqualTo(Level.FAIL);
    Path busy = Files.writeString(folder.resolve("log"), "x");
    Files.setLastModifiedTime(busy, FileTime.from(NOON.minusSeconds(60)));
    InstantSource later =
        () -> {
          try { // the clock is asked when the files have been looked at
            Files.setLastModifiedTime(busy, FileTime.from(NOON.plusSeconds(60)));
          } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          return NOON;
        };
    assertThat(ClockDoctor.look(folder, later).level()).isNotEqualTo(Level.FAIL);
  }

  @Test
  void theDataFolderIsMeasuredAndLeftAsItWas() throws IOException {
    List<Finding> found = DiskDoctor.look(folder.resolve("data/new"), 1);
    assertThat(found)
        .extracting(Finding::what)
        .containsExactly("data folder", "free space", "disk sync");
    assertThat(found.getFirst().said()).contains("is made at the first start");
    assertThat(folder).isEmptyDirectory();
    assertThat(named(DiskDoctor.look(folder, Long.MAX_VALUE), "free space").level())
        .isEqualTo(Level.WARN);
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThat(DiskDoctor.look(file, 1)).extracting(Finding::level).containsExactly(Level.FAIL);
  }

  @Test
  void aKeysetThatEverybodyReadsIsFound() throws IOException {
    Path keyset = Files.writeString(folder.resolve("keyset.json"), "{}");
    Files.setPosixFilePermissions(keyset, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(named(DiskDoctor.look(folder, 1), "keyset").level()).isEqualTo(Level.WARN);
    Files.setPosixFilePermissions(keyset, PosixFilePermissions.fromString("rw-------"));
    assertThat(named(DiskDoctor.look(folder, 1), "keyset").level()).isEqualTo(Level.OK);
  }

  @Test
  void settingsThatOpenEverythingAreFound() {
    assertThat(settings(Map.of())).extracting(Finding::level).containsExactly(Level.OK);
    assertThat(
            settings(
                Map.of(
                    "TAGYARD_ADMIN_KEY", "short",
                    "TAGYARD_ALLOW_NETWORKS", "0.0.0.0/0",
                    "TAGYARD_TRUSTED_PROXIES", "10.0.0.0/8,::/0")))
        .extracting(Finding::level)
        .containsExactly(Level.WARN, Level.WARN, Level.WARN);
  }

  private static List<Finding> settings(Map<String, String> environment) {
    return SettingsDoctor.look(Settings.read(null, environment, Map.of(), new Problems()));
  }

  private static Finding named(List<Finding> found, String what) {
    return found.stream().filter(one -> one.what().equals(what)).findFirst().orElseThrow();
  }
}
