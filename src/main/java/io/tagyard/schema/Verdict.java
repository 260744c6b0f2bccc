package io.tagyard.schema;

import io.tagyard.event.Fault;
import io.tagyard.event.ValidEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the catalogue says about one event. */
public sealed interface Verdict {
  /** It satisfies its schema and the workspace's. */
  record Valid(ValidEvent event) implements Verdict {}

  /**
   * It does not.
   *
   * @param faults all of them, sorted by path; no value of a personal field
   * @param eventId the event's own id where it gave a usable one
   * @param name its name where it is one of the taxonomy
   */
  record Invalid(List<Fault> faults, @Nullable String eventId, @Nullable String name)
      implements Verdict {}
}
