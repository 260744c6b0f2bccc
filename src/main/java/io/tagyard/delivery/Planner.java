package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.OpenEvent;
import io.tagyard.journal.JournaledEvent;
import io.tagyard.journal.Passage;
import io.tagyard.journal.Span;
import io.tagyard.route.Connection;
import io.tagyard.route.PlannedLeg;
import io.tagyard.route.RouteTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns kept events into legs: opens each once, plans each once. */
final class Planner {
  private static final Logger LOG = LoggerFactory.getLogger(Planner.class);

  private final Equipment equipment;

  Planner(Equipment equipment) {
    this.equipment = equipment;
  }

  /** The legs of these events, by connection, in the journal's order. */
  Map<ConnectionId, List<Cargo>> plan(List<JournaledEvent> events, RouteTable table) {
    Map<ConnectionId, List<Cargo>> legs = new LinkedHashMap<>();
    for (JournaledEvent event : events) {
      plan(event, table)
          .forEach((id, cargo) -> legs.computeIfAbsent(id, key -> new ArrayList<>()).add(cargo));
    }
    return legs;
  }

  /**
   * The legs of everything in a passage. Whom a damaged event was for cannot be read, so it is a
   * leg of every connection, which buries it.
   */
  Map<ConnectionId, List<Cargo>> plan(Passage passage, RouteTable table) {
    Map<ConnectionId, List<Cargo>> legs = plan(passage.events(), table);
    if (passage.damaged().isEmpty()) {
      return legs;
    }
    for (Connection connection : table.connections()) {
      List<Cargo> all = legs.computeIfAbsent(connection.id(), key -> new ArrayList<>());
      for (Span damaged : passage.damaged()) {
        for (long position = damaged.from(); position < damaged.to(); position++) {
          JournaledEvent event = JournaledEvent.damaged(position);
          all.add(unplanned(event, table, 0, Tries.NONE, new Origin.Journal()));
        }
      }
      all.sort(Comparator.comparingLong(Cargo::position));
    }
    return legs;
  }

  /** A leg that comes back: planned and opened when it departs. */
  static Cargo unplanned(
      JournaledEvent event, RouteTable table, int extras, Tries tries, Origin origin) {
    return new Cargo(
        event.position(),
        event.bytes(),
        new OpenEvent(event.event(), Map.of()),
        Instant.MIN,
        null,
        table,
        extras,
        tries,
        origin);
  }

  /** The leg as the current table plans it, its sealed values opened now. */
  Cargo again(Cargo cargo, ConnectionId lane, RouteTable table) {
    Instant now = equipment.clock().instant();
    OpenEvent open = equipment.opener().apply(cargo.safe(), now);
    PlannedLeg leg = legsByConnection(open, table).getOrDefault(lane, Legs.NONE).main();
    return cargo.with(open, now, leg, table);
  }

  private Map<ConnectionId, Cargo> plan(JournaledEvent event, RouteTable table) {
    Instant now = equipment.clock().instant();
    String subject = event.event().workspace();
    try {
      OpenEvent open = equipment.opener().apply(event.event(), now);
      Map<ConnectionId, Cargo> cargos = new LinkedHashMap<>();
      legsByConnection(open, table)
          .forEach((id, legs) ->
              cargos.put(
                  id,
                  new Cargo(
                      event.position(),
                      event.bytes(),
                      open,
                      now,
                      legs.main(),
                      table,
                      legs.extras(),
                      Tries.NONE,
                      new Origin.Journal())));
      return cargos;
    } catch (RuntimeException bug) {
      // one event must not stop all others; it becomes a dead letter of every connection of its
      // workspace, since which of them it was for is what failed
      LOG.error("event at {} cannot be planned: {}", event.position(), Details.place(bug));
      equipment
          .alarms()
          .raise(
              "planning_failed",
              subject,
              "the event at position " + event.position() + " could not be planned");
      return unplanned(event, table);
    }
  }

  /** Planned again when they depart, and buried there with the reason when that fails too. */
  private static Map<ConnectionId, Cargo> unplanned(JournaledEvent event, RouteTable table) {
    Map<ConnectionId, Cargo> cargos = new LinkedHashMap<>();
    for (Connection connection : table.connections()) {
      if (connection.id().workspace().equals(event.event().workspace())) {
        cargos.put(connection.id(), unplanned(event, table, 0, Tries.NONE, new Origin.Journal()));
      }
    }
    return cargos;
  }

  /** The leg that goes, and how many more the event has to the same connection. */
  private record Legs(@Nullable PlannedLeg main, int extras) {
    static final Legs NONE = new Legs(null, 0);

    /** The first that is not withheld already is the one that goes. */
    Legs and(PlannedLeg other) {
      boolean better = main == null || (main.withheld().isPresent() && other.withheld().isEmpty());
      return new Legs(better ? other : main, main == null ? 0 : extras + 1);
    }
  }

  private static Map<ConnectionId, Legs> legsByConnection(OpenEvent event, RouteTable table) {
    Map<ConnectionId, Legs> legs = new LinkedHashMap<>();
    for (PlannedLeg leg : table.plan(event).legs()) {
      legs.compute(
          leg.connection().id(), (id, known) -> (known == null ? Legs.NONE : known).and(leg));
    }
    return legs;
  }
}
