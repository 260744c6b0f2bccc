package io.tagyard.intake;

import io.tagyard.event.Fault;
import io.tagyard.event.Warning;
import java.util.List;
import java.util.Locale;

/**
 * What became of one event at the gate.
 *
 * @param id the event's id, generated where it had none; for a quarantined event without a usable
 *     id, its quarantine id
 * @param faults why it was quarantined; empty otherwise
 * @param ignored paths of members that were not kept
 * @param warnings what its sender will want to know
 */
public record Taken(
    String id, Status status, List<Fault> faults, List<String> ignored, List<Warning> warnings) {
  /** The three answers. */
  public enum Status {
    ACCEPTED,
    DUPLICATE,
    QUARANTINED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
