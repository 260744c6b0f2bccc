package io.tagyard.route;

import io.tagyard.destination.Attempt;
import io.tagyard.destination.Destination;
import io.tagyard.event.Sender;
import io.tagyard.schema.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What becomes of the events that a workspace's routes are tested with, before and after. */
final class EventChanges {
  private static final RequestChanges.State NO_LEG = RequestChanges.State.none("no leg");

  private final Workspace before;
  private final Workspace after;
  private final Instant now;

  EventChanges(Workspace before, Workspace after, Instant now) {
    this.before = before;
    this.after = after;
    this.now = now;
  }

  /** An event and what it is called. */
  private record Named(RouteTest test, Route route) {}

  List<String> lines() {
    Map<String, Named> events = new LinkedHashMap<>();
    for (Workspace workspace : List.of(after, before)) {
      for (Route route : workspace.routes()) {
        route
            .tests()
            .forEach(test -> events.putIfAbsent(test.given().toString(), new Named(test, route)));
      }
    }
    List<String> lines = new ArrayList<>();
    events.values().forEach(event -> compare(event, lines));
    return lines;
  }

  private void compare(Named event, List<String> lines) {
    SortedMap<String, RequestChanges.State> was = legs(before, event);
    SortedMap<String, RequestChanges.State> is = legs(after, event);
    List<String> found = new ArrayList<>();
    TreeSet<String> connections = new TreeSet<>(was.keySet());
    connections.addAll(is.keySet());
    for (String connection : connections) {
      RequestChanges.between(
              was.getOrDefault(connection, NO_LEG), is.getOrDefault(connection, NO_LEG))
          .forEach(change -> found.add("  " + connection + ": " + change));
    }
    if (!found.isEmpty()) {
      lines.add("event of the test \"" + event.test().name() + "\"");
      lines.addAll(found);
    }
  }

  private SortedMap<String, RequestChanges.State> legs(Workspace workspace, Named event) {
    DryRun dryRun = new DryRun(workspace);
    Instant then = DryRun.time(event.test().given()).orElse(now);
    Sender sender = dryRun.sender(event.route().from(), event.test().given());
    SortedMap<String, RequestChanges.State> legs = new TreeMap<>();
    switch (dryRun.judge(sender, event.test().given(), then)) {
      case Verdict.Invalid(var faults, var id, var name) ->
          legs.put("event", RequestChanges.State.none("quarantined"));
      case Verdict.Valid(var valid) -> {
        var open = dryRun.open(sender, valid, then);
        for (PlannedLeg leg : dryRun.plan(open).legs()) {
          legs.putIfAbsent(
              leg.connection().id().connection(),
              state(leg, Departure.of(leg, open, then, null), then));
        }
      }
    }
    return legs;
  }

  private static RequestChanges.State state(PlannedLeg leg, Departure departure, Instant then) {
    Destination destination = leg.connection().destination();
    return switch (departure) {
      case Departure.Ready ready ->
          RequestChanges.State.sends(
              RequestLines.ofView(
                  destination.view(
                      destination.pack(List.of(ready.element()), new Attempt(then, 1)))));
      case Departure.Withheld(String reason, String sentence, var consent) ->
          RequestChanges.State.none("withheld " + reason);
      case Departure.Held held -> RequestChanges.State.none("held");
      case Departure.Broken(String sentence, var cause) -> RequestChanges.State.none(sentence);
    };
  }
}
