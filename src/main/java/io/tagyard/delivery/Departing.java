package io.tagyard.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.OpenEvent;
import io.tagyard.route.Departure;
import io.tagyard.route.PlannedLeg;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Asks consent, age and required fields again and prepares a leg: {@code Departure.of}. */
@FunctionalInterface
public interface Departing {
  /**
   * What leaves now, if anything does.
   *
   * @param state what a correction needs to know of its order; null without
   */
  Departure of(PlannedLeg leg, OpenEvent event, Instant now, @Nullable ObjectNode state);
}
