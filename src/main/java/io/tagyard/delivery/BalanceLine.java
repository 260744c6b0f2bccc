package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;

/**
 * matched = delivered + withheld + parked + dead + pending, for one connection. Matched is counted
 * when a leg is taken, the fates when it ends.
 *
 * @param complete whether the backlog is counted to its end; until then matched and pending are too
 *     low by the same number
 */
public record BalanceLine(
    ConnectionId connection,
    long matched,
    long delivered,
    long withheld,
    long parked,
    long dead,
    long pending,
    boolean complete) {
  /** Legs without a fate or with two: zero. */
  public long imbalance() {
    return matched - delivered - withheld - parked - dead - pending;
  }
}
