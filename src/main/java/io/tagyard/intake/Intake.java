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
  private final Differences differences;
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
      Differences differences,
      Supplier<Optional<String>> full) {
    this.judge = judge;
    this.journal = journal;
    this.counts = counts;
    this.quotas = quotas;
    this.differences = differences;
    this.full = full;
  }

  /** Whether there is no room, so that everything would be refused. */
  boolean isFull() {
    return full.get().isPresent();
  }

  /**
   * Takes the events of requests through the house, all of them in one go. The future completes
   * when every one is on stable storage, as an event or in the quarantine, with what became of each
   * request's events; it fails with {@link JournalFailure} when that cannot be promised, also
   * because the disk is nearly full.
   */
  public CompletableFuture<List<List<Taken>>> take(List<List<InboundEvent>> requests) {
    List<InboundEvent> inbound = requests.stream().flatMap(List::stream).toList();
    Optional<String> noRoom = full.get();
    if (noRoom.isPresent()) {
      counts.refused(inbound.size());
      return CompletableFuture.failedFuture(
          new JournalFailure(noRoom.get(), new IllegalStateException("no room")));
    }
    List<Judged> judged = judge.judge(inbound);
    for (List<InboundEvent> request : requests) {
      if (!request.isEmpty()) {
        quotas.spend(request.getFirst().sender(), request.size());
      }
    }
    return journal
        .append(judged.stream().map(Judged::entry).toList())
        .thenApply(kept -> answer(requests, judged, kept));
  }

  private Taken taken(Judged judged, Kept kept) {
    Taken taken = judged.taken(kept);
    return judged instanceof Judged.Safe safe && kept instanceof Kept.Duplicate(var position)
        ? taken.differing(differences.of(safe.event(), position))
        : taken;
  }

  private List<List<Taken>> answer(
      List<List<InboundEvent>> requests, List<Judged> judged, List<Kept> kept) {
    List<List<Taken>> answers = new ArrayList<>(requests.size());
    int next = 0;
    for (List<InboundEvent> request : requests) {
      List<Taken> answer = new ArrayList<>(request.size());
      for (InboundEvent event : request) {
        Taken taken = taken(judged.get(next), kept.get(next));
        counts.taken(event.sender().workspace(), event.sender().source(), taken.status());
        answer.add(taken);
        next++;
      }
      answers.add(answer);
    }
    return answers;
  }
}
