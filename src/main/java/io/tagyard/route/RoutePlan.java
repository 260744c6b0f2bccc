package io.tagyard.route;

import java.util.List;

/**
 * What the routes make of an event.
 *
 * @param legs one for each matched target
 * @param misses routes and targets looked at that made no leg, and why, for people
 */
public record RoutePlan(List<PlannedLeg> legs, List<Miss> misses) {
  /**
   * A route or target that made no leg.
   *
   * @param connection empty when the whole route did not match
   */
  public record Miss(String route, String connection, String because) {}
}
