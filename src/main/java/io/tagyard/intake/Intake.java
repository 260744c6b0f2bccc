package io.tagyard.intake;

import io.tagyard.event.InboundEvent;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.JournalFailure;
import io.tagyard.journal.Kept;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** The recipe: judge, make safe, keep. Sending happens later, from the journal. */
public final class Intake {
  private final Judge judge;
  private final EventJournal journal;
  private final IntakeCounts counts;
  private final Supplier<Optional<String>> noRoom;

  /**
   * Keeps in this journal what this judge makes safe.
   *
   * @param noRoom why nothing may be taken now, before the journal itself fails; empty = there is
   *     room
   */
  public Intake(
      Judge judge, EventJournal journal, IntakeCounts counts, Supplier<Optional<String>> noRoom) {
    this.judge = judge;
    this.journal = journal;
    this.counts = counts;
    this.noRoom = noRoom;
  }

  /**
   * Takes events through the house. The future completes when every one is on stable storage, as an
   * event or in the quarantine; it fails with {@link io.tagyard.journal.JournalFailure} when that
   * cannot be promised.
   */
  public CompletableFuture<List<Taken>> take(List<InboundEvent> inbound) {
    Optional<String> full = noRoom.get();
    if (full.isPresent()) {
      return CompletableFuture.failedFuture(
          new JournalFailure(full.get(), new IOException(full.get())));
    }
    List<Judged> judged = inbound.stream().map(judge::judge).toList();
    return journal
        .append(judged.stream().map(Judged::entry).toList())
        .thenApply(kept -> answer(inbound, judged, kept));
  }

  private List<Taken> answer(List<InboundEvent> inbound, List<Judged> judged, List<Kept> kept) {
    List<Taken> answers = new ArrayList<>(judged.size());
    for (int i = 0; i < judged.size(); i++) {
      Taken taken = judged.get(i).taken(kept.get(i));
      counts.taken(
          inbound.get(i).sender().workspace(), inbound.get(i).sender().source(), taken.status());
      answers.add(taken);
    }
    return answers;
  }
}
