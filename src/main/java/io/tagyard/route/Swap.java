package io.tagyard.route;

import io.tagyard.event.ConnectionId;
import io.tagyard.route.Workspace.Removal;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a new table changes for those who run lanes.
 *
 * @param added connections that were not there: they begin at the journal's end
 * @param changed connections whose fingerprint is another one
 * @param removed connections that are gone, and what happens to their backlog ({@code keep} unless
 *     the workspace says otherwise)
 */
public record Swap(
    Routes routes,
    Set<ConnectionId> added,
    Set<ConnectionId> changed,
    Map<ConnectionId, Removal> removed) {

  static Swap between(Routes before, Routes after) {
    Set<ConnectionId> added = new TreeSet<>();
    Set<ConnectionId> changed = new TreeSet<>();
    for (Connection connection : after.connections()) {
      before
          .connection(connection.id())
          .ifPresentOrElse(
              old -> {
                if (!old.fingerprint().equals(connection.fingerprint())) {
                  changed.add(connection.id());
                }
              },
              () -> added.add(connection.id()));
    }
    Map<ConnectionId, Removal> removed = new TreeMap<>();
    for (Connection connection : before.connections()) {
      if (after.connection(connection.id()).isEmpty()) {
        removed.put(connection.id(), removal(after, connection.id()));
      }
    }
    return new Swap(after, added, changed, removed);
  }

  private static Removal removal(Routes after, ConnectionId id) {
    return after
        .workspace(id.workspace())
        .map(workspace -> workspace.removed().getOrDefault(id.connection(), Removal.KEEP))
        .orElse(Removal.KEEP);
  }
}
