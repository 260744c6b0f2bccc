package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the lanes to their promise: for every connection, matched = delivered + withheld + parked +
 * dead + pending, and as many legs are parked and dead as there are rows. An imbalance that lasts
 * raises an alarm. Thread-safe.
 */
public final class Balance {
  private static final Logger LOG = LoggerFactory.getLogger(Balance.class);

  private final Lanes lanes;
  private final Map<ConnectionId, String> suspected = new ConcurrentHashMap<>();
  private final Set<ConnectionId> alarmed = ConcurrentHashMap.newKeySet();

  Balance(Lanes lanes) {
    this.lanes = lanes;
  }

  /** The line of every connection, by name. */
  public List<BalanceLine> lines() {
    return lanes.states().stream().map(LaneStatus::balance).toList();
  }

  /**
   * Compares counts with rows. What is between a row and its count at this moment is no imbalance:
   * only the same difference twice in a row is.
   */
  public void check() {
    lanes.all().forEach(this::check);
  }

  private void check(Lane lane) {
    ConnectionId id = lane.id();
    String found = difference(lane);
    if (found.isEmpty()) {
      suspected.remove(id);
      if (alarmed.remove(id)) {
        lanes.equipment().alarms().clear("imbalance", id.toString());
      }
    } else if (found.equals(suspected.put(id, found)) && alarmed.add(id)) {
      LOG.error("{}: {}", id, found);
      lanes.equipment().alarms().raise("imbalance", id.toString(), found);
    }
  }

  private String difference(Lane lane) {
    Parking parking = lanes.equipment().parking();
    BalanceLine before = lane.standing().line();
    long parked = parking.parkedCount(lane.id());
    long dead = parking.deadCount(lane.id());
    BalanceLine after = lane.standing().line();
    boolean still = before.parked() == after.parked() && before.dead() == after.dead();
    if (after.imbalance() != 0) {
      return "matched and the fates differ by " + after.imbalance() + " legs";
    }
    return still && (after.parked() != parked || after.dead() != dead)
        ? "counted %d parked and %d dead legs, stored are %d and %d"
            .formatted(after.parked(), after.dead(), parked, dead)
        : "";
  }
}
