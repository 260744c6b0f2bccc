package io.tagyard.route;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.OpenEvent;
import io.tagyard.route.RoutePlan.Miss;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The routes of all active workspaces, indexed by workspace, source and event name. Immutable. */
public final class Routes implements RouteTable {
  /** No workspace. */
  public static final Routes NONE = new Routes(List.of());

  private final Map<String, Workspace> workspaces = new TreeMap<>();
  private final Map<ConnectionId, Connection> connections = new TreeMap<>();
  private final Map<Crossing, List<Track>> index = new HashMap<>();
  private final List<KeyHash> keys = new ArrayList<>();

  private record Crossing(String workspace, String source, String event) {}

  private record KeyHash(byte[] sha256, Source source) {}

  private Routes(Collection<Workspace> active) {
    for (Workspace workspace : active) {
      workspaces.put(workspace.name(), workspace);
      workspace.connections().forEach(each -> connections.put(each.id(), each));
      for (Source source : workspace.sources()) {
        source.keys().forEach(key -> keys.add(new KeyHash(Hashes.of(key), source)));
      }
      workspace.routes().forEach(route -> index(workspace.name(), route));
    }
  }

  /** The routes of these workspaces. */
  public static Routes of(Collection<Workspace> active) {
    return new Routes(active);
  }

  private void index(String workspace, Route route) {
    Track track = new Track(route);
    for (String source : route.from()) {
      for (String event : route.events()) {
        index
            .computeIfAbsent(new Crossing(workspace, source, event), key -> new ArrayList<>())
            .add(track);
      }
    }
  }

  @Override
  public RoutePlan plan(OpenEvent event) {
    List<Track> tracks = index.get(crossing(event));
    if (tracks == null) {
      return NOTHING;
    }
    PlanDraft draft = new PlanDraft(event);
    for (Track track : tracks) {
      track.plan(draft);
    }
    return draft.finished();
  }

  /** The plan with every route of the workspace accounted for: also those not looked at. */
  public RoutePlan explain(OpenEvent event) {
    RoutePlan plan = plan(event);
    List<Miss> misses = new ArrayList<>(plan.misses());
    Workspace workspace = workspaces.get(event.safe().workspace());
    for (Route route : workspace == null ? List.<Route>of() : workspace.routes()) {
      if (!route.events().contains(event.safe().name())) {
        misses.add(
            new Miss(route.name(), "", "it is not about " + event.safe().name() + " events"));
      } else if (!route.from().contains(event.safe().source())) {
        misses.add(
            new Miss(route.name(), "", "it does not take from source " + event.safe().source()));
      }
    }
    return new RoutePlan(plan.legs(), List.copyOf(misses));
  }

  @Override
  public Collection<Connection> connections() {
    return List.copyOf(connections.values());
  }

  @Override
  public Optional<Connection> connection(ConnectionId id) {
    return Optional.ofNullable(connections.get(id));
  }

  @Override
  public Collection<Source> sources() {
    return workspaces.values().stream().flatMap(workspace -> workspace.sources().stream()).toList();
  }

  @Override
  public Optional<Source> sourceByKey(String key) {
    byte[] asked = Hashes.of(key);
    Optional<Source> found = Optional.empty();
    for (KeyHash known : keys) { // all of them, always: the time taken must not tell which
      if (MessageDigest.isEqual(known.sha256(), asked)) {
        found = Optional.of(known.source());
      }
    }
    return found;
  }

  @Override
  public Optional<String> revision(String workspace) {
    return workspace(workspace).map(Workspace::revision);
  }

  /** An active workspace. */
  public Optional<Workspace> workspace(String name) {
    return Optional.ofNullable(workspaces.get(name));
  }

  /** All active workspaces, by name. */
  public Collection<Workspace> workspaces() {
    return List.copyOf(workspaces.values());
  }

  private static Crossing crossing(OpenEvent event) {
    return new Crossing(event.safe().workspace(), event.safe().source(), event.safe().name());
  }

  private static final RoutePlan NOTHING = new RoutePlan(List.of(), List.of());
}
