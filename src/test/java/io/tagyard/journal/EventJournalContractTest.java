package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import io.tagyard.event.Fault;
import io.tagyard.event.Flags;
import io.tagyard.event.QuarantinedEvent;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every journal promises. An engine passes by extending this and saying how it is opened. */
abstract class EventJournalContractTest {
  static final Duration WINDOW = Duration.ofDays(7);
  static final ConnectionId META = new ConnectionId("acme", "meta");
  static final ConnectionId PARTNERS = new ConnectionId("acme", "partners");

  @TempDir Path folder;
  EventJournal journal;

  /** Opens the journal of this data folder; {@code clock} is the gateway's. */
  abstract EventJournal open(Path dataFolder, Duration dedupWindow, InstantSource clock);

  /**
   * A class whose main opens the journal of the data folder in its first argument and calls {@link
   * AppendingChild#appendForEver}.
   */
  abstract Class<?> appendingProgram();

  @BeforeEach
  void openJournal() {
    journal = open(folder, WINDOW, InstantSource.fixed(Events.NOON));
  }

  @AfterEach
  void closeJournal() {
    journal.close();
  }

  final void reopen() {
    journal.close();
    openJournal();
  }

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
  void theSecondOfTwoEqualKeysInOneCallIsADuplicate() {
    List<Kept> kept = append(event("twice"), event("other"), event("twice"));
    long first = position(kept.get(0));
    assertThat(kept.get(2)).isEqualTo(new Kept.Duplicate(first));
    assertThat(journal.read(0, 10)).hasSize(2);
  }

  @Test
  void aRepeatedEventIsADuplicateOfTheKeptOneAlsoAfterARestart() {
    long first = stored(event("again"));
    assertThat(append(event("again"))).containsExactly(new Kept.Duplicate(first));
    reopen();
    assertThat(append(event("again"))).containsExactly(new Kept.Duplicate(first));
    assertThat(journal.read(0, 10)).hasSize(1);
  }

  @Test
  void aKeyIsWorkspaceNameAndId() {
    append(event("same"));
    SafeEvent lead =
        Events.safe(
            Events.json("{'id':'same','name':'generate_lead','time':'2026-11-20T10:00:00Z'}"));
    assertThat(append(lead)).allMatch(Kept.Stored.class::isInstance);
    assertThat(append(in("other", event("same")))).allMatch(Kept.Stored.class::isInstance);
    assertThat(journal.findById("acme", "same"))
        .extracting(found -> found.event().name())
        .containsExactly("purchase", "generate_lead");
    assertThat(journal.findById("other", "same")).hasSize(1);
    assertThat(journal.findById("nobody", "same")).isEmpty();
  }

  @Test
  void aKeyOlderThanTheWindowIsNoDuplicateAndOpensANewWindow() {
    SafeEvent event = event("old");
    long first = stored(event);
    Instant late = event.receivedAt().plus(WINDOW);
    assertThat(append(received(event, late.minusMillis(1))))
        .containsExactly(new Kept.Duplicate(first));
    long second = stored(received(event, late));
    assertThat(second).isGreaterThan(first);
    assertThat(append(received(event, late.plusSeconds(5))))
        .containsExactly(new Kept.Duplicate(second));
    assertThat(append(received(event, late.minusSeconds(5))))
        .as("a clock that went back")
        .containsExactly(new Kept.Duplicate(second));
  }

  @Test
  void anEventWithAGeneratedIdIsNeverADuplicate() {
    SafeEvent event = flagged(event("made"), Flags.ID_GENERATED);
    assertThat(append(event, event)).allMatch(Kept.Stored.class::isInstance);
    assertThat(append(event)).allMatch(Kept.Stored.class::isInstance);
    assertThat(journal.read(0, 10)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "+", "%", "ü", "a/b+c%d ü€😀", "%2F", "'; drop", "  "})
  void anIdWithOddCharactersIsFound(String id) {
    append(named(id, "ORD/" + id), named(id + "x", "ORD/" + id));
    assertThat(journal.findById("acme", id)).extracting(f -> f.event().id()).containsExactly(id);
    assertThat(journal.findByOrder("acme", "ORD/" + id, 10)).hasSize(2);
    reopen();
    assertThat(append(named(id, "ORD/" + id))).allMatch(Kept.Duplicate.class::isInstance);
  }

  @Test
  void anIdOfTheGreatestLengthIsFound() {
    String id = "ü".repeat(128);
    append(named(id, id));
    assertThat(journal.findById("acme", id)).hasSize(1);
    assertThat(journal.findById("acme", id.substring(1))).isEmpty();
  }

  @Test
  void theEventsOfAnOrderAreFoundOldestFirst() {
    append(named("sale", "ORD-1"), named("unrelated", "ORD-2"), named("refund", "ORD-1"));
    append(received(named("late", "ORD-1"), Events.NOON.plus(Duration.ofDays(3))));
    assertThat(journal.findByOrder("acme", "ORD-1", 10))
        .extracting(found -> found.event().id())
        .containsExactly("sale", "refund", "late");
    assertThat(journal.findByOrder("acme", "ORD-1", 2)).hasSize(2);
    assertThat(journal.findByOrder("other", "ORD-1", 10)).isEmpty();
    assertThat(journal.findByOrder("acme", "", 10)).isEmpty();
  }

  @Test
  void positionAtIsTheFirstEventReceivedThenOrLater() {
    Instant start = Events.NOON;
    long a = stored(received(event("a"), start));
    long b = stored(received(event("b"), start.plusMillis(500)));
    long c = stored(received(event("c"), start.plusSeconds(10)));
    long back = stored(received(event("back"), start.plusSeconds(2)));
    long d = stored(received(event("d"), start.plusSeconds(3600)));
    assertThat(journal.positionAt(Instant.EPOCH)).isEqualTo(a);
    assertThat(journal.positionAt(start)).isEqualTo(a);
    assertThat(journal.positionAt(start.plusMillis(1))).isEqualTo(b);
    assertThat(journal.positionAt(start.plusMillis(501))).isEqualTo(c);
    assertThat(journal.positionAt(start.plusSeconds(10))).isEqualTo(c);
    assertThat(journal.positionAt(start.plusSeconds(11))).isEqualTo(d).isGreaterThan(back);
    assertThat(journal.positionAt(start.plusSeconds(3601))).isEqualTo(journal.end());
    reopen();
    assertThat(journal.positionAt(start.plusMillis(501))).isEqualTo(c);
  }

  @Test
  void theNewestReceiptOfALegIsItsFate() {
    long position = stored(event("sent"));
    journal.note(List.of(receipt(position, META, Fate.PARKED, "unavailable", 1)));
    journal.note(
        List.of(
            receipt(position, META, Fate.DELIVERED, "accepted", 2),
            receipt(position, PARTNERS, Fate.WITHHELD, "consent_unset", 0)));
    List<Receipt> receipts =
        List.of(
            receipt(position, META, Fate.DELIVERED, "accepted", 2),
            receipt(position, PARTNERS, Fate.WITHHELD, "consent_unset", 0));
    assertThat(journal.receipts(position)).containsExactlyInAnyOrderElementsOf(receipts);
    assertThat(journal.receipts(position + 1)).isEmpty();
    reopen();
    assertThat(journal.receipts(position)).containsExactlyInAnyOrderElementsOf(receipts);
  }

  @Test
  void whatLegsHaveInCommonIsToldForEachOfThemWhateverBecomesOfTheOthers() {
    List<Receipt> together = new ArrayList<>();
    JsonNode shared = Events.json("{'answer':{'status':200},'route':'purchases','took_ms':12.50}");
    for (int i = 0; i < 5; i++) {
      together.add(sharing(stored(event("together" + i)), META, shared));
    }
    journal.note(together);
    journal.note(List.of(sharing(together.getFirst().position(), PARTNERS, shared)));
    Receipt later = receipt(together.getLast().position(), META, Fate.DEAD, "refused", 2);
    JsonNode other = Events.json("{'route':'other'}");
    Receipt newer = sharing(together.get(1).position(), META, other);
    Receipt newest = sharing(together.get(2).position(), META, other);
    journal.note(List.of(later));
    journal.note(List.of(newer, newest));
    reopen();

    List<Receipt> now = List.of(together.getFirst(), newer, newest, together.get(3), later);
    long first = now.getFirst().position();
    assertThat(journal.receiptsFrom(META, first, 10)).containsExactlyElementsOf(now);
    assertThat(journal.receiptsFrom(META, first + 1, 2)).containsExactly(newer, newest);
    assertThat(journal.receipts(first)).extracting(Receipt::detail).containsOnly(shared);
  }

  private static Receipt sharing(long position, ConnectionId lane, JsonNode detail) {
    return new Receipt(position, lane, Fate.DELIVERED, "accepted", 1, Events.NOON, detail);
  }

  @Test
  void receiptsOfALaneAreReadInPages() {
    List<Receipt> mine = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      long position = stored(event("p" + i));
      mine.add(receipt(position, META, Fate.DELIVERED, "accepted", 1));
      journal.note(List.of(receipt(position, PARTNERS, Fate.DEAD, "refused", 1)));
    }
    journal.note(mine.reversed());
    long from = mine.get(3).position();
    List<Receipt> page = journal.receiptsFrom(META, from, 4);
    assertThat(page).containsExactlyElementsOf(mine.subList(3, 7));
    assertThat(journal.receiptsFrom(META, page.getLast().position() + 1, 4))
        .containsExactlyElementsOf(mine.subList(7, 10));
    assertThat(journal.receiptsFrom(new ConnectionId("acme", "new"), 0, 4)).isEmpty();
  }

  @Test
  void aCursorIsKeptAsSaved() {
    LaneCursor meta =
        new LaneCursor(META, 5, List.of(7L, 8L, 1000L), Map.of("matched", 9L, "delivered", 8L));
    LaneCursor partners = new LaneCursor(PARTNERS, 0, List.of(), Map.of());
    journal.saveCursors(List.of(new LaneCursor(META, 1, List.of(), Map.of()), partners), false);
    journal.saveCursors(List.of(meta), true);
    reopen();
    assertThat(journal.cursors())
        .containsExactlyInAnyOrderEntriesOf(Map.of(META, meta, PARTNERS, partners));
  }

  @Test
  void aForgottenLaneIsGoneWithItsReceiptsAndOthersStay() {
    long position = stored(event("x"));
    for (ConnectionId lane : List.of(META, PARTNERS)) {
      journal.note(List.of(receipt(position, lane, Fate.DELIVERED, "accepted", 1)));
      journal.saveCursors(List.of(new LaneCursor(lane, 1, List.of(), Map.of())), false);
    }
    journal.forgetLane(META);
    journal.forgetLane(META);
    assertThat(journal.cursors()).containsOnlyKeys(PARTNERS);
    assertThat(journal.receiptsFrom(META, 0, 10)).isEmpty();
    assertThat(journal.receipts(position)).extracting(Receipt::connection).containsOnly(PARTNERS);
    journal.note(List.of(receipt(position, META, Fate.DEAD, "refused", 1)));
    reopen();
    assertThat(journal.cursors()).containsOnlyKeys(PARTNERS);
    assertThat(journal.receiptsFrom(META, 0, 10)).extracting(Receipt::fate).containsOnly(Fate.DEAD);
  }

  @Test
  void theQuarantineIsListedNewestFirstInPagesAndByWorkspace() {
    for (int i = 0; i < 6; i++) {
      assertThat(append(new Entry.Quarantine(quarantined("0" + i, i % 2 == 0 ? "acme" : "other"))))
          .containsExactly(new Kept.Quarantined("0" + i));
    }
    assertThat(journal.quarantined(null, null, 4))
        .extracting(QuarantinedEvent::id)
        .containsExactly("05", "04", "03", "02");
    assertThat(journal.quarantined(null, "02", 4))
        .extracting(QuarantinedEvent::id)
        .containsExactly("01", "00");
    assertThat(journal.quarantined("acme", null, 2))
        .extracting(QuarantinedEvent::id)
        .containsExactly("04", "02");
    assertThat(journal.quarantined("acme", "02", 2))
        .extracting(QuarantinedEvent::id)
        .containsExactly("00");
    assertThat(journal.quarantined("nobody", null, 2)).isEmpty();
    assertThat(journal.read(0, 10)).as("the quarantine takes no position").isEmpty();
  }

  @Test
  void aQuarantinedEventIsReadAsKeptUntilItIsReleased() {
    QuarantinedEvent event = quarantined("0a", "acme");
    append(new Entry.Quarantine(event), new Entry.Event(event("beside")));
    assertThat(journal.quarantinedById("0a"))
        .hasValueSatisfying(found -> assertThat(found).usingRecursiveComparison().isEqualTo(event));
    journal.releaseQuarantined("0a");
    assertThat(journal.quarantinedById("0a")).isEmpty();
    reopen();
    assertThat(journal.quarantined(null, null, 10)).isEmpty();
    assertThat(journal.findById("acme", "beside")).hasSize(1);
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
  void equalKeysFromManyCallersAreKeptOnce() throws Exception {
    List<CompletableFuture<List<Kept>>> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(journal.append(List.of(new Entry.Event(event("raced")))));
    }
    List<Kept> kept = new ArrayList<>();
    for (CompletableFuture<List<Kept>> answer : answers) {
      kept.addAll(answer.get(30, TimeUnit.SECONDS));
    }
    assertThat(kept).filteredOn(Kept.Stored.class::isInstance).hasSize(1);
    assertThat(journal.findById("acme", "raced")).hasSize(1);
  }

  @Test
  void receiptsThatGoAlongWithEventsAreThereOnceTheyAreNoted() throws Exception {
    List<CompletableFuture<List<Kept>>> answers = new ArrayList<>();
    long first = journal.end();
    for (int i = 0; i < 100; i++) {
      answers.add(journal.append(List.of(new Entry.Event(event("along-" + i)))));
      if (i % 10 == 9) {
        journal.note(List.of(receipt(first + i / 10, META, Fate.DELIVERED, "accepted", 1)));
        assertThat(journal.receipts(first + i / 10)).hasSize(1);
      }
    }
    for (CompletableFuture<List<Kept>> answer : answers) {
      answer.get(30, TimeUnit.SECONDS);
    }
    reopen();
    assertThat(journal.end()).isEqualTo(first + 100);
    assertThat(journal.receiptsFrom(META, first, 100)).hasSize(10);
  }

  @Test
  void aClosedJournalTakesNoReceipts() {
    long position = stored(event("before"));
    journal.note(List.of(receipt(position, META, Fate.DELIVERED, "accepted", 1)));
    journal.close();
    assertThatThrownBy(
            () -> journal.note(List.of(receipt(position, META, Fate.DEAD, "refused", 1))))
        .isInstanceOf(JournalFailure.class)
        .hasMessageContaining("closed");
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

  final List<Kept> append(SafeEvent... events) {
    Entry[] entries = new Entry[events.length];
    for (int i = 0; i < events.length; i++) {
      entries[i] = new Entry.Event(events[i]);
    }
    return append(entries);
  }

  final List<Kept> append(Entry... entries) {
    return journal.append(List.of(entries)).orTimeout(30, TimeUnit.SECONDS).join();
  }

  final long stored(SafeEvent event) {
    return position(append(event).getFirst());
  }

  static long position(Kept kept) {
    return ((Kept.Stored) kept).position();
  }

  static SafeEvent event(String id) {
    return Events.purchase(id);
  }

  static SafeEvent named(String id, String orderId) {
    ObjectNode body = Events.json("{'id':'','name':'purchase','time':'2026-11-20T10:00:00Z'}");
    body.put("id", id);
    body.putObject("order").put("id", orderId);
    return Events.safe(body);
  }

  static SafeEvent received(SafeEvent event, Instant at) {
    return copy(event, event.workspace(), at, event.flags());
  }

  static SafeEvent flagged(SafeEvent event, String flag) {
    return copy(event, event.workspace(), event.receivedAt(), Set.of(flag));
  }

  static SafeEvent in(String workspace, SafeEvent event) {
    return copy(event, workspace, event.receivedAt(), event.flags());
  }

  private static SafeEvent copy(SafeEvent e, String workspace, Instant at, Set<String> flags) {
    return new SafeEvent(
        workspace,
        e.source(),
        e.sourceKind(),
        e.id(),
        e.name(),
        e.time(),
        e.channel(),
        at,
        flags,
        e.body(),
        e.subtotal(),
        e.digests(),
        e.piiProfile(),
        e.consent(),
        e.sealed());
  }

  static Receipt receipt(long position, ConnectionId lane, Fate fate, String reason, int attempts) {
    return new Receipt(
        position,
        lane,
        fate,
        reason,
        attempts,
        Events.NOON.plusNanos(position),
        attempts == 0 ? null : Events.json("{'answer':{'status':200},'took_ms':12.50}"));
  }

  static QuarantinedEvent quarantined(String id, String workspace) {
    return new QuarantinedEvent(
        id,
        workspace,
        "backend",
        id.equals("0a") ? "evt" : null,
        null,
        Events.NOON,
        List.of(new Fault("order.currency", "missing", "three letters"), new Fault("", "a", "b")),
        Events.json("{'order':{'value':'1.00'},'name':null}"),
        new byte[] {0, 1, -1, 127});
  }
}
