package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import io.tagyard.event.SafeEvent;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every journal promises about events. */
abstract class EventContract extends JournalKit {
  @Test
  void anEmptyJournalBeginsWhereItEnds() {
    assertThat(journal.first()).isEqualTo(journal.end());
    assertThat(journal.read(0, 10)).isEmpty();
    assertThat(journal.positionAt(Events.NOON)).isEqualTo(journal.end());
    assertThat(journal.trouble()).isEmpty();
  }

  @Test
  void whatIsAppendedIsReadInItsOrderAtGrowingPositions() {
    List<Kept> kept = append(event("a"), event("b"));
    long third = stored(event("c"));
    assertThat(kept).allSatisfy(one -> assertThat(one).isInstanceOf(Kept.Stored.class));
    List<JournaledEvent> read = journal.read(journal.first(), 10);
    assertThat(read).extracting(one -> one.event().id()).containsExactly("a", "b", "c");
    assertThat(read).extracting(JournaledEvent::position).isSorted().doesNotHaveDuplicates();
    assertThat(read.getLast().position()).isEqualTo(third);
    assertThat(journal.end()).isEqualTo(third + 1);
    assertThat(journal.at(third)).hasValueSatisfying(one -> assertThat(one).isEqualTo(read.get(2)));
    assertThat(journal.at(journal.end())).isEmpty();
    assertThat(journal.read(third, 10)).extracting(one -> one.event().id()).containsExactly("c");
    assertThat(journal.read(journal.first(), 2)).hasSize(2);
    assertThat(journal.read(journal.end(), 2)).isEmpty();
  }

  @Test
  void anEventIsReadAsItWasWritten() {
    SafeEvent event = Events.purchase("same");
    assertThat(journal.at(stored(event)).orElseThrow().event()).isEqualTo(event);
  }

  @Test
  void acknowledgedEntriesSurviveAReopening() {
    long position = stored(event("kept"));
    append(new Entry.Quarantine(quarantined("01", "acme")));
    long end = journal.end();
    reopen();
    assertThat(journal.end()).isEqualTo(end);
    assertThat(journal.at(position)).isPresent();
    assertThat(journal.quarantinedById("01")).isPresent();
    assertThat(stored(event("next"))).isEqualTo(end);
  }

  @Test
  void acknowledgedEntriesAndReceiptsSurviveAKill() throws Exception {
    journal.close();
    List<String> acknowledged = acknowledgedUntilKilled(2_000);
    openJournal();
    Map<String, Long> kept = new HashMap<>();
    for (JournaledEvent one : journal.read(0, Integer.MAX_VALUE, Long.MAX_VALUE)) {
      kept.put(one.event().id(), one.position());
    }
    assertThat(kept.keySet()).containsAll(acknowledged);
    assertThat(journal.receiptsFrom(META, 0, Integer.MAX_VALUE))
        .extracting(Receipt::position)
        .containsAll(acknowledged.stream().map(kept::get).toList());
    String last = acknowledged.getLast();
    assertThat(append(event(last)))
        .containsExactly(new Kept.Duplicate(kept.getOrDefault(last, -1L)));
  }

  private List<String> acknowledgedUntilKilled(int enough) throws Exception {
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classes,
                appendingProgram().getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> ids = new ArrayList<>();
    try (BufferedReader out = child.inputReader(StandardCharsets.UTF_8)) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        if (line.endsWith(".")) {
          ids.add(line.substring(0, line.length() - 1));
        }
        if (ids.size() == enough) {
          child.toHandle().destroyForcibly();
        }
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
    assertThat(ids).hasSizeGreaterThanOrEqualTo(enough);
    return ids;
  }

  @Test
  void droppingLeavesExactlyWhatWasReceivedThenOrLater() {
    List<Long> positions = new ArrayList<>();
    for (int day = 0; day < 10; day++) {
      Instant at = Events.NOON.minus(Duration.ofDays(10 - day));
      positions.add(stored(received(named("e" + day, "ORD-" + day), at)));
      journal.note(List.of(receipt(positions.get(day), META, Fate.DELIVERED, "accepted", 1)));
    }
    long first = journal.dropBefore(Events.NOON.minus(Duration.ofDays(6)));
    assertThat(first).isEqualTo(positions.get(4)).isEqualTo(journal.first());
    reopen();
    assertThat(journal.first()).isEqualTo(first);
    assertThat(journal.read(0, 100))
        .extracting(JournaledEvent::position)
        .containsExactlyElementsOf(positions.subList(4, 10));
    assertThat(journal.at(positions.get(3))).isEmpty();
    assertThat(journal.findById("acme", "e3")).isEmpty();
    assertThat(journal.findByOrder("acme", "ORD-3", 1)).isEmpty();
    assertThat(journal.findById("acme", "e4")).hasSize(1);
    assertThat(journal.receipts(positions.get(3))).isEmpty();
    assertThat(journal.receiptsFrom(META, 0, 100))
        .extracting(Receipt::position)
        .containsExactlyElementsOf(positions.subList(4, 10));
    assertThat(journal.positionAt(Instant.EPOCH)).isEqualTo(first);
    assertThat(journal.positionAt(Events.NOON.minus(Duration.ofDays(1))))
        .isEqualTo(positions.get(9));
    assertThat(journal.dropBefore(Instant.EPOCH)).as("never back").isEqualTo(first);
  }

  @Test
  void droppingEverythingReusesNoPosition() {
    long position = stored(event("only"));
    long end = journal.end();
    assertThat(journal.dropBefore(Events.NOON.plusSeconds(1))).isEqualTo(end);
    reopen();
    assertThat(journal.first()).isEqualTo(end).isEqualTo(journal.end());
    assertThat(append(event("only")))
        .as("the window is longer than the event was kept")
        .containsExactly(new Kept.Duplicate(position));
    assertThat(stored(event("next"))).isGreaterThanOrEqualTo(end);
  }

  @Test
  void manyCallersAtOnceEachGetTheirOwnPosition() throws Exception {
    int callers = 64;
    int each = 50;
    Set<Long> positions = new HashSet<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<Long>>> futures = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        String name = "c" + caller + "-";
        futures.add(
            threads.submit(() -> {
              List<Long> mine = new ArrayList<>();
              for (int i = 0; i < each; i++) {
                mine.add(stored(event(name + i)));
              }
              return mine;
            }));
      }
      for (Future<List<Long>> future : futures) {
        List<Long> mine = future.get(30, TimeUnit.SECONDS);
        assertThat(mine).isSorted();
        positions.addAll(mine);
      }
    }
    assertThat(positions).hasSize(callers * each);
    assertThat(journal.read(0, callers * each + 1, Long.MAX_VALUE))
        .extracting(JournaledEvent::position)
        .containsExactlyElementsOf(new TreeSet<>(positions));
  }

  @Test
  void aReadingEndsOnceItHasTheBytesThatWereAskedFor() {
    for (int i = 0; i < 5; i++) {
      stored(event("e" + i));
    }
    List<JournaledEvent> all = journal.read(0, 10);
    assertThat(all).hasSize(5).allMatch(one -> one.bytes() > 0);
    assertThat(journal.read(0, 10, 1)).as("never none").hasSize(1);
    int two = all.get(0).bytes() + all.get(1).bytes();
    assertThat(journal.read(0, 10, two)).hasSize(2);
    assertThat(journal.read(0, 10, two + 1)).hasSize(3);
  }

  @Test
  void whoWaitsForTheEndIsWokenByTheNextEvent() throws Exception {
    long end = journal.end();
    CountDownLatch waiting = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Long> woken =
          threads.submit(() -> {
            waiting.countDown();
            journal.awaitBeyond(end, Duration.ofSeconds(60));
            return journal.end();
          });
      waiting.await();
      stored(event("news"));
      assertThat(woken.get(10, TimeUnit.SECONDS)).isGreaterThan(end);
    }
    journal.awaitBeyond(end, Duration.ofSeconds(60));
    journal.awaitBeyond(journal.end(), Duration.ofMillis(1));
  }

  @Test
  void aDataFolderInUseIsRefused() {
    stored(event("mine"));
    assertThatThrownBy(() -> open(folder, WINDOW, InstantSource.fixed(Events.NOON)).close())
        .isInstanceOf(JournalFailure.class)
        .hasMessageContaining("another Tagyard process uses this data folder");
    assertThat(append(event("still"))).allMatch(Kept.Stored.class::isInstance);
  }

  @Test
  void aClosedJournalTakesNothing() {
    journal.close();
    assertThat(journal.append(List.of(new Entry.Event(event("late")))))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableThat()
        .withCauseInstanceOf(JournalFailure.class);
    assertThatThrownBy(() -> journal.read(0, 1)).isInstanceOf(JournalFailure.class);
    journal.close();
  }

  @Test
  void bytesGrowWithWhatIsKept() {
    long before = journal.bytes();
    for (int i = 0; i < 100; i++) {
      append(event("b" + i));
    }
    reopen();
    assertThat(journal.bytes()).isGreaterThan(before);
  }
}
