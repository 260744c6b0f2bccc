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
 * @param faults why it was quarantined or refused; empty otherwise
 * @param ignored paths of members that were not kept
 * @param warnings what its sender will want to know
 * @param differs of a duplicate, the paths in which it differs from the copy that is kept
 */
public record Taken(
    String id,
    Status status,
    List<Fault> faults,
    List<String> ignored,
    List<Warning> warnings,
    List<String> differs) {
  /** One that does not differ from anything. */
  Taken(
      String id, Status status, List<Fault> faults, List<String> ignored, List<Warning> warnings) {
    this(id, status, faults, ignored, warnings, List.of());
  }

  /** The same, where the copy that is kept differs in these paths. */
  Taken differing(List<String> paths) {
    return paths.isEmpty() ? this : new Taken(id, status, faults, ignored, warnings, paths);
  }

  /** The answers. */
  public enum Status {
    ACCEPTED,
    DUPLICATE,
    QUARANTINED,
    /** Of a strict request in which something was wrong: not kept, not even in the quarantine. */
    REFUSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
