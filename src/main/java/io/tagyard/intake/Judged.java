package io.tagyard.intake;

import io.tagyard.event.Fault;
import io.tagyard.event.QuarantinedEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Warning;
import io.tagyard.intake.Taken.Status;
import io.tagyard.journal.Entry;
import io.tagyard.journal.Kept;
import java.util.List;

/** What the judge made of an event, ready to be kept. */
public sealed interface Judged {
  /** What to keep. */
  Entry entry();

  /** What to tell the sender, now that it is kept. */
  Taken taken(Kept kept);

  /** Valid and made safe. */
  record Safe(SafeEvent event, List<String> ignored, List<Warning> warnings) implements Judged {
    @Override
    public Entry entry() {
      return new Entry.Event(event);
    }

    @Override
    public Taken taken(Kept kept) {
      Status status = kept instanceof Kept.Duplicate ? Status.DUPLICATE : Status.ACCEPTED;
      return new Taken(event.id(), status, List.of(), ignored, warnings);
    }
  }

  /** Not valid: kept apart, with the reasons. */
  record Bad(QuarantinedEvent event) implements Judged {
    @Override
    public Entry entry() {
      return new Entry.Quarantine(event);
    }

    @Override
    public Taken taken(Kept kept) {
      List<Fault> faults = event.faults();
      return new Taken(
          event.eventId() == null ? event.id() : event.eventId(),
          Status.QUARANTINED,
          faults,
          List.of(),
          List.of());
    }
  }
}
