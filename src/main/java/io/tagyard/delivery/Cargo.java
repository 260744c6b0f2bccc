package io.tagyard.delivery;

import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.route.PlannedLeg;
import io.tagyard.route.RouteTable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One leg in a lane's hands.
 *
 * @param bytes what its event takes in the journal; 0 = it is damaged
 * @param leg as planned by {@code table}; null when that table has none for this connection
 * @param openedAt when the sealed values were opened
 * @param extras further legs of the event to this connection, withheld as {@code duplicate_route}
 */
record Cargo(
    long position,
    int bytes,
    OpenEvent event,
    Instant openedAt,
    @Nullable PlannedLeg leg,
    RouteTable table,
    int extras,
    Tries tries,
    Origin origin) {

  SafeEvent safe() {
    return event.safe();
  }

  /** Whether its event cannot be read; of such a one only the position is known. */
  boolean isDamaged() {
    return bytes == 0;
  }

  /** The same leg, planned and opened again. */
  Cargo with(OpenEvent reopened, Instant at, @Nullable PlannedLeg planned, RouteTable plannedBy) {
    return new Cargo(position, bytes, reopened, at, planned, plannedBy, extras, tries, origin);
  }

  @Override
  public String toString() {
    return position + " " + event.safe();
  }
}
