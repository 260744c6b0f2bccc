package io.tagyard.route;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.OpenEvent;
import io.tagyard.route.RoutePlan.Miss;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A plan while the routes write into it. */
final class PlanDraft {
  private final OpenEvent event;
  private final List<PlannedLeg> legs = new ArrayList<>();
  private final List<Miss> misses = new ArrayList<>();
  private final Map<ConnectionId, String> sending = new HashMap<>();

  PlanDraft(OpenEvent event) {
    this.event = event;
  }

  OpenEvent event() {
    return event;
  }

  void miss(Miss miss) {
    misses.add(miss);
  }

  /** Adds a leg; one that is not withheld takes its connection. */
  void leg(PlannedLeg leg) {
    legs.add(leg);
    if (leg.withheld().isEmpty()) {
      sending.put(leg.connection().id(), leg.route());
    }
  }

  /** The route that sends to this connection already; null when none does. */
  @org.jspecify.annotations.Nullable
  String takenBy(ConnectionId connection) {
    return sending.get(connection);
  }

  RoutePlan finished() {
    return new RoutePlan(List.copyOf(legs), List.copyOf(misses));
  }
}
