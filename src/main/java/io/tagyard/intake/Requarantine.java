package io.tagyard.intake;

import io.tagyard.event.InboundEvent;
import io.tagyard.event.QuarantinedEvent;
import io.tagyard.journal.Entry;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.Kept;
import io.tagyard.privacy.InboundSeal;
import io.tagyard.privacy.Sealer;
import java.util.List;
import java.util.Optional;

/** Judges a quarantined event again, after its schema was fixed. */
public final class Requarantine {
  private final Judge judge;
  private final EventJournal journal;
  private final InboundSeal originals;

  /** Takes originals out of this journal's quarantine. */
  public Requarantine(Judge judge, EventJournal journal, InboundSeal originals) {
    this.judge = judge;
    this.journal = journal;
    this.originals = originals;
  }

  /**
   * Judges it again, with the time it was received then. Kept as an event, it leaves the
   * quarantine, in this order, so that a crash between the two repeats and does not lose; still
   * invalid, it stays as it is.
   *
   * @return what became of it; empty when there is no such entry or its original can no longer be
   *     opened
   */
  public Optional<Taken> retry(String id) {
    return journal.quarantinedById(id).flatMap(this::original).map(original -> again(id, original));
  }

  private Taken again(String id, InboundEvent original) {
    Judged judged = judge.judge(original);
    if (judged instanceof Judged.Bad) {
      return judged.taken(new Kept.Quarantined(id));
    }
    List<Entry> entry = List.of(judged.entry());
    Taken taken = judged.taken(journal.append(entry).join().getFirst());
    journal.releaseQuarantined(id);
    return taken;
  }

  private Optional<InboundEvent> original(QuarantinedEvent event) {
    try {
      return Optional.of(originals.open(event.original(), event.id()));
    } catch (Sealer.SealBroken e) {
      return Optional.empty();
    }
  }
}
