package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every journal promises about receipts and cursors. */
abstract class ReceiptContract extends JournalKit {
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
}
