package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.OpenEvent;
import io.tagyard.route.Connection;
import io.tagyard.route.PlannedLeg;
import io.tagyard.route.RoutePlan;
import io.tagyard.route.RouteTable;
import io.tagyard.route.Source;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Every event of the workspace goes to every connection, unless {@code only} says otherwise. */
record EveryConnection(Map<ConnectionId, Connection> byId, String named) implements RouteTable {
  @Override
  public RoutePlan plan(OpenEvent event) {
    String only = event.safe().body().at("/properties/only").asText("");
    if (event.safe().body().at("/properties/unplannable").asBoolean()) {
      throw new IllegalStateException("a plan that fails");
    }
    return new RoutePlan(
        byId.values().stream()
            .filter(c -> c.id().workspace().equals(event.safe().workspace()))
            .filter(c -> only.isEmpty() || only.equals(c.id().connection()))
            .map(c -> new PlannedLeg(c, "all", Set.of(), Optional.empty(), null, Optional.empty()))
            .toList(),
        List.of());
  }

  @Override
  public Collection<Connection> connections() {
    return byId.values();
  }

  @Override
  public Optional<Connection> connection(ConnectionId id) {
    return Optional.ofNullable(byId.get(id));
  }

  @Override
  public Collection<Source> sources() {
    return List.of();
  }

  @Override
  public Optional<Source> sourceByKey(String key) {
    return Optional.empty();
  }

  @Override
  public Optional<String> revision(String ofWorkspace) {
    return Optional.of(named);
  }
}
