package io.tagyard.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the wall clock was set and reckons anew what is kept by it: when parked legs are due
 * and when they were first tried, and pauses over a restart. What waits in memory does so by the
 * {@link SteadyClock} and needs nothing. One thread.
 */
final class ClockWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Equipment equipment;
  private final Collection<Lane> lanes;
  private Duration owed = Duration.ZERO;

  /** Also at a start: nobody knows what the clock was before it. */
  private Instant capAt = Instant.MIN;

  private boolean capped;

  /**
   * @param lanes a live view
   */
  ClockWatch(Equipment equipment, Collection<Lane> lanes) {
    this.equipment = equipment;
    this.lanes = lanes;
  }

  /** To be called again and again. */
  void look() throws InterruptedException {
    equipment.steady().jumped().ifPresent(this::jumped);
    Instant now = equipment.steady().instant();
    boolean due = !capped && !now.isBefore(capAt);
    if (owed.isZero() && !due) {
      return;
    }
    if (equipment.parking().still(PATIENCE, this::reckon)) {
      owed = Duration.ZERO;
      capped = due;
    }
  }

  private void jumped(Duration by) {
    String way = by.isNegative() ? "back" : "ahead";
    Duration length = by.abs().plusMillis(500).truncatedTo(ChronoUnit.SECONDS);
    LOG.warn("the clock was set {} by {}", way, length);
    String sentence =
        "the clock was set " + way + " by " + length + "; what waits was reckoned anew";
    equipment.alarms().raise("clock_jumped", "clock", sentence);
    owed = owed.plus(by);
    // once more when what was under way meanwhile is written
    capped = false;
    capAt = equipment.steady().instant().plus(PATIENCE);
  }

  private void reckon() {
    for (Lane lane : lanes) {
      if (!owed.isZero()) {
        lane.clockJumped(owed);
      }
      if (lane.standing().line().parked() > 0) {
        equipment.parking().reckonAnew(lane.id(), owed, equipment.clock().instant());
      }
    }
  }
}
