package io.tagyard.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.tagyard.event.ConnectionId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * What the metrics show of lanes: {@code tagyard_legs} by fate, {@code tagyard_lane_state} (1 for
 * the state it is in), {@code tagyard_lane_lag_seconds}, {@code tagyard_lane_in_flight}.
 */
final class Gauges {
  private final MeterRegistry meters;
  private final Function<ConnectionId, Optional<LaneStatus>> states;
  private final Set<ConnectionId> known = ConcurrentHashMap.newKeySet();

  Gauges(MeterRegistry meters, Function<ConnectionId, Optional<LaneStatus>> states) {
    this.meters = meters;
    this.states = states;
  }

  void add(ConnectionId lane) {
    if (!known.add(lane)) {
      return;
    }
    legs(lane, "matched", BalanceLine::matched);
    legs(lane, "delivered", BalanceLine::delivered);
    legs(lane, "withheld", BalanceLine::withheld);
    legs(lane, "parked", BalanceLine::parked);
    legs(lane, "dead", BalanceLine::dead);
    legs(lane, "pending", BalanceLine::pending);
    gauge("tagyard_lane_imbalance", tags(lane), lane, s -> s.balance().imbalance());
    gauge("tagyard_lane_lag_seconds", tags(lane), lane, s -> s.lag().toMillis() / 1000.0);
    gauge("tagyard_lane_in_flight", tags(lane), lane, LaneStatus::inFlight);
    for (LaneState state : LaneState.values()) {
      gauge(
          "tagyard_lane_state",
          tags(lane).and("state", state.toString()),
          lane,
          s -> s.state() == state ? 1 : 0);
    }
  }

  private void legs(ConnectionId lane, String fate, ToDoubleFunction<BalanceLine> count) {
    gauge(
        "tagyard_legs",
        tags(lane).and("fate", fate),
        lane,
        status -> count.applyAsDouble(status.balance()));
  }

  private void gauge(
      String name, Tags tags, ConnectionId lane, ToDoubleFunction<LaneStatus> value) {
    Gauge.builder(name, () -> read(lane, value)).tags(tags).strongReference(true).register(meters);
  }

  private double read(ConnectionId lane, ToDoubleFunction<LaneStatus> value) {
    return states.apply(lane).map(value::applyAsDouble).orElse(Double.NaN);
  }

  private static Tags tags(ConnectionId lane) {
    return Tags.of("workspace", lane.workspace(), "connection", lane.connection());
  }
}
