package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.journal.Passage;
import io.tagyard.route.RouteTable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the unread legs of lanes that are behind, after a start or a reload: one scan for all of
 * them, in the background, from the lowest place to where the dispatcher counts from. A newer scan
 * ends an older one.
 */
final class Recount {
  private static final Logger LOG = LoggerFactory.getLogger(Recount.class);
  private static final int CHUNK = 256;

  private final Equipment equipment;
  private final Planner planner;
  private long generation;

  Recount(Equipment equipment, Planner planner) {
    this.equipment = equipment;
    this.planner = planner;
  }

  /** Ends a running scan; what it found is void. */
  synchronized void cancel() {
    generation++;
  }

  /** Scans for these lanes up to here. */
  synchronized void start(Collection<Lane> lanes, long upTo, RouteTable table) {
    List<Lane> behind =
        lanes.stream().filter(lane -> lane.feed().isBehind() && !lane.isDraining()).toList();
    if (behind.isEmpty()) {
      return;
    }
    long mine = ++generation;
    Thread.ofVirtual().name("recount").start(() -> scan(behind, upTo, table, mine));
  }

  private void scan(List<Lane> lanes, long upTo, RouteTable table, long mine) {
    long next = lanes.stream().mapToLong(lane -> lane.standing().readUpTo()).min().orElse(upTo);
    try {
      boolean current = true;
      while (current && next < upTo) {
        Passage passage = equipment.journal().passage(next, upTo, CHUNK);
        next = passage.next();
        current = counted(lanes, planner.plan(passage, table), next, mine);
      }
    } catch (RuntimeException e) {
      LOG.error("the backlog could not be counted beyond {}", next, e);
    }
  }

  private synchronized boolean counted(
      List<Lane> lanes, Map<ConnectionId, List<Cargo>> legs, long upTo, long mine) {
    if (mine != generation) {
      return false;
    }
    for (Lane lane : lanes) {
      NavigableMap<Long, Integer> counts = new TreeMap<>();
      legs.getOrDefault(lane.id(), List.of())
          .forEach(cargo -> counts.put(cargo.position(), 1 + cargo.extras()));
      lane.standing().scanned(counts, upTo);
    }
    return true;
  }
}
