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

  /** Whether anything is to be said against it, if only a warning. */
  boolean isWrong();

  /** What to tell the sender of a strict request, of which nothing is kept. */
  Taken refused();

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

    @Override
    public boolean isWrong() {
      return !warnings.isEmpty() || !ignored.isEmpty();
    }

    @Override
    public Taken refused() {
      List<Fault> faults =
          warnings.stream().map(one -> new Fault(one.path(), one.message(), "")).toList();
      return new Taken(event.id(), Status.REFUSED, faults, ignored, warnings);
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
      return told(event.eventId() == null ? event.id() : event.eventId(), Status.QUARANTINED);
    }

    @Override
    public boolean isWrong() {
      return true;
    }

    @Override
    public Taken refused() {
      return told(event.eventId() == null ? "" : event.eventId(), Status.REFUSED);
    }

    private Taken told(String id, Status status) {
      return new Taken(id, status, event.faults(), List.of(), List.of());
    }
  }
}
