package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.LaneCursor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The journal and the store of the exceptions belong together: the one has the places, the other
 * the parked legs and dead letters. Looked at before the lanes start.
 */
public final class StorePair {
  private final EventJournal journal;
  private final Parking parking;

  /** A journal and a store that may not be of one time. */
  public StorePair(EventJournal journal, Parking parking) {
    this.journal = journal;
    this.parking = parking;
  }

  /** They are not of one time; the message says which is the older, and what to do. */
  public static final class Apart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Apart(String message) {
      super(message, null);
    }
  }

  /**
   * Refuses a pair that is not of one time.
   *
   * @throws Apart when the store was lost, or one of the two was put back from an older copy
   */
  public void refuseIfApart() {
    Optional<String> apart = apart();
    if (apart.isPresent()) {
      throw new Apart(
          apart.get()
              + "; put back both from one backup, or start once with stores-apart: redeliver,"
              + " which sends every kept event again");
    }
  }

  /**
   * Begins anew where they are apart: every lane starts at the oldest kept event. What was parked
   * is sent again with the rest; dead letters that the journal knows stay. Does nothing to a good
   * pair.
   */
  public void redeliverIfApart() {
    if (apart().isEmpty()) {
      return;
    }
    Set<ConnectionId> lanes = new HashSet<>(journal.cursors().keySet());
    lanes.addAll(parking.known());
    parking.forgetFrom(journal.end());
    for (ConnectionId lane : lanes) {
      parking.forget(lane);
      journal.forgetLane(lane);
    }
    journal.saveCursors(
        lanes.stream()
            .map(lane -> new LaneCursor(lane, journal.first(), List.of(), Map.of()))
            .toList(),
        true);
  }

  private Optional<String> apart() {
    Set<ConnectionId> lanes = journal.cursors().keySet();
    if (!lanes.isEmpty() && lanes.stream().noneMatch(parking::knows)) {
      return Optional.of(
          "the database knows none of the connections that the journal has places of: it was lost"
              + " or replaced, and with it parked events and dead letters");
    }
    Optional<ConnectionId> lost =
        parking.known().stream().filter(lane -> !lanes.contains(lane)).sorted().findFirst();
    if (lost.isPresent()) {
      return Optional.of(
          "the journal has no place of %s, which the database knows: it was lost, cut or replaced"
              .formatted(lost.get()));
    }
    long highest = parking.highestPosition();
    return highest >= journal.end()
        ? Optional.of(
            "the database speaks of position %d and the journal ends at %d: the journal is older"
                .formatted(highest, journal.end()))
        : Optional.empty();
  }
}
