package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every file of an embedded journal, deleted, cut and changed, one at a time: the start is refused
 * in words, or what is lost is told, or nothing is lost.
 */
class DamageTableTest extends JournalKit implements RocksEngine {
  private static final int EVENTS = 300;
  private static final int FLIPS = 4;
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir Path cases;

  /** What a crash leaves: two generations of tables and a log, with everything in each. */
  private Path image;

  @BeforeEach
  void aJournalWithEverything() throws IOException {
    for (int part = 0; part < 3; part++) {
      fillFrom(part * EVENTS / 3, EVENTS / 3);
      append(new Entry.Quarantine(quarantined("0" + part, "acme")));
      journal.note(List.of(receipt(part, META, Fate.DELIVERED, "ok", 1)));
      journal.saveCursors(List.of(new LaneCursor(META, part, List.of(), Map.of())), true);
      if (part < 2) {
        reopen();
      }
    }
    image = cases.resolve("image/journal");
    RocksFolder.copy(folder.resolve("journal"), image);
  }

  private void fillFrom(int from, int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      entries.add(new Entry.Event(filler(i)));
      if (entries.size() == 10) {
        journal.append(entries).join();
        entries.clear();
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> noFileIsHarmedInSilence() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    try (Stream<Path> files = Files.list(image)) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        harms(Files.readAllBytes(file))
            .forEach((harm, bytes) ->
                tests.add(
                    DynamicTest.dynamicTest(name + " " + harm, () -> harmed(name, harm, bytes))));
      }
    }
    assertThat(tests).hasSizeGreaterThan(150);
    return tests.stream();
  }

  /** What is left of a file; null = nothing. */
  private static Map<String, byte[]> harms(byte[] whole) {
    Map<String, byte[]> harms = new LinkedHashMap<>();
    int written = Math.max(1, RocksFolder.written(whole));
    harms.put("deleted", null);
    harms.put("emptied", new byte[0]);
    harms.put("cut to a half", Arrays.copyOf(whole, written / 2));
    harms.put("cut by a byte", Arrays.copyOf(whole, Math.max(0, written - 1)));
    harms.put("zeroes behind a half", Arrays.copyOf(Arrays.copyOf(whole, written / 2), written));
    for (int i = 0; i < FLIPS && written > FLIPS; i++) {
      byte[] flipped = whole.clone();
      int at = (int) ((written - 1L) * i / (FLIPS - 1));
      flipped[at] ^= 0x10;
      harms.put("flipped at " + at, flipped);
    }
    return harms;
  }

  private void harmed(String name, String harm, byte[] bytes) throws IOException {
    Path data = cases.resolve(name + "-" + harm.replace(' ', '-'));
    RocksFolder.copy(image, data.resolve("journal"));
    Path file = data.resolve("journal").resolve(name);
    if (bytes == null) {
      Files.delete(file);
    } else {
      Files.write(file, bytes);
    }
    RocksJournal opened;
    try {
      opened = open(data, WINDOW, InstantSource.fixed(Events.NOON));
    } catch (JournalFailure refused) {
      assertThat(refused).hasMessageContaining(data.toString());
      assertThat(refused).hasMessageContaining("restore a backup");
      return;
    }
    Optional<String> told;
    try (opened) {
      told = accountFor(opened);
    }
    if (told.isPresent()) {
      try (RocksJournal again = open(data, WINDOW, InstantSource.fixed(Events.NOON))) {
        assertThat(accountFor(again)).as("told again after a restart").isPresent();
      }
    }
  }

  /** Whatever was acknowledged is there, or told. */
  private static Optional<String> accountFor(RocksJournal journal) {
    assertThat(journal.first()).isZero();
    assertThat(journal.end()).isEqualTo(EVENTS);
    journal.lookAfter(Events.NOON, LONG);
    Set<Long> read = new TreeSet<>();
    Set<Long> damaged = new TreeSet<>();
    long next = 0;
    while (next < EVENTS) {
      Passage passage = journal.passage(next, EVENTS, 50);
      passage.events().forEach(event -> read.add(event.position()));
      for (Span span : passage.damaged()) {
        LongStream.range(span.from(), span.to()).forEach(damaged::add);
      }
      assertThat(passage.next()).isGreaterThan(next);
      next = passage.next();
    }
    assertThat(read.stream().filter(damaged::contains)).isEmpty();
    assertThat(read.size() + damaged.size()).isEqualTo(EVENTS);
    assertThat(journal.damaged()).isGreaterThanOrEqualTo(damaged.size());
    Optional<String> told = journal.damage();
    if (!damaged.isEmpty()) {
      assertThat(told.orElse("")).contains("cannot be read: ").contains("positions");
    }
    if (told.isEmpty()) {
      nothingElseIsLost(journal);
    }
    return told;
  }

  private static void nothingElseIsLost(RocksJournal journal) {
    assertThat(journal.quarantined(null, null, 10)).hasSize(3);
    assertThat(Objects.requireNonNull(journal.cursors().get(META)).lowest())
        .as("an older place costs repeated requests, no event")
        .isBetween(0L, 2L);
    assertThat(journal.receiptsFrom(META, 0, 10)).hasSize(3);
    Function<Integer, String> id = number -> "filler-" + number;
    for (int number : new int[] {0, EVENTS / 2, EVENTS - 1}) {
      assertThat(journal.findById("acme", id.apply(number))).hasSize(1);
      List<Entry> again = List.of(new Entry.Event(filler(number)));
      assertThat(journal.append(again).join()).allMatch(Kept.Duplicate.class::isInstance);
    }
  }
}
