package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Events;
import io.tagyard.event.Flags;
import io.tagyard.event.SafeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every journal promises about keys: what is a duplicate, and what is found again. */
abstract class KeyContract extends JournalKit {
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
}
