package io.tagyard.route;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.OpenEvent;
import java.util.Collection;
import java.util.Optional;

/** All active workspaces, indexed. Immutable: a reload makes another one and swaps it. */
public interface RouteTable {
  /**
   * The legs of this event. Costs grow with the routes for its source and name, not with all
   * routes.
   */
  RoutePlan plan(OpenEvent event);

  /** All connections of all active workspaces. */
  Collection<Connection> connections();

  /** A connection by its id. */
  Optional<Connection> connection(ConnectionId id);

  /** All sources of all active workspaces. */
  Collection<Source> sources();

  /** The source that owns this key; compared in constant time. */
  Optional<Source> sourceByKey(String key);

  /** The revision of a workspace, for example {@code 7f3a91c}. */
  Optional<String> revision(String workspace);
}
