package io.tagyard.intake;

import io.tagyard.event.Sender;
import io.tagyard.intake.Parcel.Piece;
import io.tagyard.journal.Entry;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.JournalFailure;
import io.tagyard.journal.Kept;
import java.util.ArrayList;
import java.util.Iterator;
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
   * because the disk is nearly full. Of a strict request in which something is wrong nothing is
   * kept.
   */
  CompletableFuture<List<List<Taken>>> take(List<Parcel> requests) {
    List<Piece> pieces = requests.stream().flatMap(request -> request.pieces().stream()).toList();
    Optional<String> noRoom = full.get();
    if (noRoom.isPresent()) {
      counts.refused(pieces.size());
      return CompletableFuture.failedFuture(
          new JournalFailure(noRoom.get(), new IllegalStateException("no room")));
    }
    List<Judged> judged = judge.judge(pieces);
    List<Entry> entries = new ArrayList<>(judged.size());
    List<Boolean> kept = new ArrayList<>(requests.size());
    int next = 0;
    for (Parcel request : requests) {
      int size = request.pieces().size();
      if (size > 0) {
        quotas.spend(request.pieces().getFirst().event().sender(), size);
      }
      List<Judged> its = judged.subList(next, next + size);
      boolean keeps = !request.strict() || its.stream().noneMatch(Judged::isWrong);
      kept.add(keeps);
      if (keeps) {
        its.forEach(one -> entries.add(one.entry()));
      }
      next += size;
    }
    CompletableFuture<List<Kept>> appended =
        entries.isEmpty() ? CompletableFuture.completedFuture(List.of()) : journal.append(entries);
    return appended.thenApply(all -> answer(requests, judged, kept, all));
  }

  private Taken taken(Judged judged, Kept kept) {
    Taken taken = judged.taken(kept);
    return judged instanceof Judged.Safe safe && kept instanceof Kept.Duplicate(var position)
        ? taken.differing(differences.of(safe.event(), position))
        : taken;
  }

  private List<List<Taken>> answer(
      List<Parcel> requests, List<Judged> judged, List<Boolean> keeps, List<Kept> kept) {
    List<List<Taken>> answers = new ArrayList<>(requests.size());
    Iterator<Judged> next = judged.iterator();
    Iterator<Kept> nextKept = kept.iterator();
    for (int i = 0; i < requests.size(); i++) {
      List<Taken> answer = new ArrayList<>(requests.get(i).pieces().size());
      for (Piece piece : requests.get(i).pieces()) {
        Judged one = next.next();
        Taken taken = keeps.get(i) ? taken(one, nextKept.next()) : one.refused();
        Sender sender = piece.event().sender();
        counts.taken(sender.workspace(), sender.source(), taken.status());
        answer.add(taken);
      }
      answers.add(answer);
    }
    return answers;
  }
}
