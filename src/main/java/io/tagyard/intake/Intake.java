package io.tagyard.intake;

import io.tagyard.event.InboundEvent;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.JournalFailure;
import io.tagyard.journal.Kept;
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
  private final Quotas quotas;
  private final Supplier<Optional<String>> full;

  /**
   * Keeps in this journal what this judge makes safe.
   *
   * @param full why there is no room to keep anything now; empty = there is
   */
  public Intake(
      Judge judge,
      EventJournal journal,
      IntakeCounts counts,
      Quotas quotas,
      Supplier<Optional<String>> full) {
    this.judge = judge;
    this.journal = journal;
    this.counts = counts;
    this.quotas = quotas;
    this.full = full;
  }

  /** Whether there is no room, so that everything would be refused. */
  boolean isFull() {
    return full.get().isPresent();
  }

  /**
   * Takes events through the house. The future completes when every one is on stable storage, as an
   * event or in the quarantine; it fails with {@link JournalFailure} when that cannot be promised,
   * also because the disk is nearly full.
   */
  public CompletableFuture<List<Taken>> take(List<InboundEvent> inbound) {
    Optional<String> noRoom = full.get();
    if (noRoom.isPresent()) {
      counts.refused(inbound.size());
      return CompletableFuture.failedFuture(
          new JournalFailure(noRoom.get(), new IllegalStateException("no room")));
    }
    if (!inbound.isEmpty()) {
      quotas.spend(inbound.getFirst().sender(), inbound.size());
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
