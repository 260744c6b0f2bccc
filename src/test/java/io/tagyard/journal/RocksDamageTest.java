package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagyard.event.Events;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of an embedded journal after damage, a tear, or a disk that fails. */
class RocksDamageTest extends JournalKit implements RocksEngine {
  @TempDir Path second;

  @Test
  void aFlippedByteInATableIsSkippedAndReportedAndTheRestIsReadAndWritten() throws Exception {
    int count = 500;
    fill(count);
    journal.close();
    RocksFolder.flip(RocksFolder.fileWith(folder, ".sst", "filler-250"), "filler-250");
    openJournal();
    List<Long> read = positions(journal.read(0, count, Long.MAX_VALUE));
    assertThat(read).hasSizeBetween(count - 40, count - 1);
    assertThat(read).contains(0L, (long) count - 1).isSorted();
    assertThat(rocks().damaged()).isEqualTo(count - read.size());
    assertThat(positions(journal.read(0, count, Long.MAX_VALUE))).isEqualTo(read);
    assertThat(rocks().damaged()).as("counted once").isEqualTo(count - read.size());
    assertThat(journal.at(250)).isEmpty();
    assertThat(journal.findById("acme", "filler-250")).isEmpty();
    assertThat(journal.dropBefore(Events.NOON)).as("retention passes it").isZero();
    assertThat(append(event("after"))).allMatch(Kept.Stored.class::isInstance);
    assertThat(journal.trouble()).isEmpty();
  }

  @Test
  void aDamagedTableThatRetentionRewritesDoesNotStopTheJournal() throws Exception {
    fill(500);
    stored(received(event("later"), Events.NOON.plusSeconds(60)));
    journal.close();
    RocksFolder.flip(RocksFolder.fileWith(folder, ".sst", "filler-250"), "filler-250");
    openJournal();
    assertThat(journal.dropBefore(Events.NOON.plusSeconds(30))).isEqualTo(500);
    rocks().lookAfter(Events.NOON, Duration.ofSeconds(10));
    assertThat(append(event("after"))).allMatch(Kept.Stored.class::isInstance);
    assertThat(journal.trouble()).isEmpty();
    reopen();
    assertThat(journal.read(0, 10))
        .extracting(one -> one.event().id())
        .containsExactly("later", "after");
  }

  @Test
  void aFlippedByteInTheLogLosesOnlyWhatItHitsAndSaysSo() throws Exception {
    int count = 500;
    for (int i = 0; i < count; i++) {
      append(filler(i));
    }
    Path image = second.resolve("journal");
    RocksFolder.copy(folder.resolve("journal"), image);
    RocksFolder.flip(RocksFolder.fileWith(second, ".log", "filler-250"), "filler-250");
    try (RocksJournal crashed = open(second, WINDOW, InstantSource.fixed(Events.NOON))) {
      List<Long> read = positions(crashed.read(0, count, Long.MAX_VALUE));
      assertThat(crashed.end()).isEqualTo(count);
      assertThat(read).hasSizeBetween(count - 60, count - 1).contains(0L, (long) count - 1);
      assertThat(crashed.damaged()).isEqualTo(count - read.size());
    }
  }

  @Test
  void aTornLogGivesBackEverythingBeforeTheTearAndSaysWhatIsGone() throws Exception {
    int count = 60;
    for (int i = 0; i < count; i++) {
      append(filler(i));
    }
    for (int cut = 1; cut < 2_500; cut += 311) {
      Path image = second.resolve("cut" + cut);
      RocksFolder.copy(folder.resolve("journal"), image.resolve("journal"));
      Path log = RocksFolder.fileWith(image, ".log", "filler-1");
      byte[] bytes = Files.readAllBytes(log);
      Files.write(log, Arrays.copyOf(bytes, RocksFolder.written(bytes) - cut));
      try (RocksJournal crashed = open(image, WINDOW, InstantSource.fixed(Events.NOON))) {
        List<Long> read = positions(crashed.read(0, count, Long.MAX_VALUE));
        assertThat(read).hasSizeBetween(count - 4, count - 1);
        assertThat(read.getLast()).isEqualTo(read.size() - 1);
        assertThat(crashed.damaged()).isEqualTo(count - read.size());
        Kept next = crashed.append(List.of(new Entry.Event(event("next")))).join().getFirst();
        assertThat(position(next)).as("no position is given twice").isEqualTo(count);
      }
    }
  }

  @Test
  void afterABufferThatCannotBeWrittenOutNothingIsTakenAnyMore() throws Exception {
    JournalConfig small =
        new JournalConfig(WINDOW, 1 << 20, 1 << 20, 8 << 20, 64, 1 << 20, 1 << 20, false);
    RocksJournal failing = RocksJournal.open(second, small, InstantSource.fixed(Events.NOON));
    stored(event("before"));
    try (Stream<Path> files = Files.walk(second)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                failing.append(List.of(new Entry.Event(filler(i)))).get(30, TimeUnit.SECONDS);
              }
            })
        .hasCauseInstanceOf(JournalFailure.class);
    String reason = failing.trouble().orElseThrow();
    assertThatThrownBy(() -> failing.append(List.of(new Entry.Event(event("later")))).join())
        .hasCauseInstanceOf(JournalFailure.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> failing.note(List.of())).isInstanceOf(JournalFailure.class);
    failing.close();
  }

  private RocksJournal rocks() {
    return (RocksJournal) journal;
  }
}
