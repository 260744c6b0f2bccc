package io.tagyard.intake;

import io.tagyard.event.InboundEvent;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The recipe: judge, make safe, keep. Sending happens later, from the journal. */
public final class Intake {
  private final Judge judge;
  private final EventJournal journal;
  private final IntakeCounts counts;
  private final Quotas quotas;

  /** Keeps in this journal what this judge makes safe. */
  public Intake(Judge judge, EventJournal journal, IntakeCounts counts, Quotas quotas) {
    this.judge = judge;
    this.journal = journal;
    this.counts = counts;
    this.quotas = quotas;
  }

  /**
   * Takes events through the house. The future completes when every one is on stable storage, as an
   * event or in the quarantine; it fails with {@link io.tagyard.journal.JournalFailure} when that
   * cannot be promised.
   */
  public CompletableFuture<List<Taken>> take(List<InboundEvent> inbound) {
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
