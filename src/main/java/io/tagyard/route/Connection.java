package io.tagyard.route;

import io.tagyard.destination.Destination;
import io.tagyard.event.ConnectionId;

/**
 * A destination with one set of settings, in a workspace.
 *
 * @param fingerprint changes when settings, endpoint, delivery or definition change: a lane that
 *     stopped for its configuration tries again
 */
public record Connection(
    ConnectionId id, Destination destination, Tuning tuning, String fingerprint) {
  @Override
  public String toString() {
    return id.toString();
  }
}
