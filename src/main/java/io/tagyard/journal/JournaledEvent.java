package io.tagyard.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.Digests;
import io.tagyard.event.Regime;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.SourceKind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A kept event and its place in the journal. Positions grow, with gaps; they are never reused.
 *
 * @param bytes its length in the journal; in memory it takes four to five times as much. 0 = {@link
 *     #damaged}
 */
public record JournaledEvent(long position, SafeEvent event, int bytes) {
  private static final ConsentRecord NOTHING_KNOWN =
      new ConsentRecord(
          Map.of(),
          Map.of(),
          Map.of(),
          false,
          false,
          Set.of(),
          Map.of(),
          null,
          null,
          Regime.OPT_IN,
          "unknown");

  /** Stands for an event that was acknowledged and cannot be read; all texts are empty. */
  public static JournaledEvent damaged(long position) {
    SafeEvent nothing =
        new SafeEvent(
            "",
            "",
            SourceKind.SERVER,
            "",
            "",
            Instant.EPOCH,
            "",
            Instant.EPOCH,
            Set.of(),
            JsonNodeFactory.instance.objectNode(),
            null,
            Digests.NONE,
            0,
            NOTHING_KNOWN,
            List.of());
    return new JournaledEvent(position, nothing, 0);
  }
}
