package io.tagyard.delivery;

import java.util.NavigableMap;

/**
 * Legs of a lane that wait in the journal, not yet read by it. Two counters fill it: the dispatcher
 * from the place where it began, and a scan over what lay before that place. The lane takes out
 * what it reads. Not thread-safe.
 */
final class Backlog {
  private long unread;
  private long scannedTo;
  private long liveFrom;

  /** Nothing is known below {@code liveFrom} but what a scan from {@code readUpTo} will tell. */
  Backlog(long readUpTo, long liveFrom) {
    restart(readUpTo, liveFrom);
  }

  /** Forgets the counts: other routes may match other events. */
  void restart(long readUpTo, long newLiveFrom) {
    unread = 0;
    scannedTo = readUpTo;
    liveFrom = Math.max(newLiveFrom, readUpTo);
  }

  /** The dispatcher passed a position with this many legs for the lane, which did not take them. */
  void passed(int legs) {
    unread += legs;
  }

  /**
   * The scan has counted up to here: legs by position. What the lane has read since is left out.
   */
  void scanned(NavigableMap<Long, Integer> legsByPosition, long upTo, long readUpTo) {
    long from = Math.max(readUpTo, scannedTo);
    unread +=
        legsByPosition
            .subMap(from, true, Math.max(from, Math.min(upTo, liveFrom)), false)
            .values()
            .stream()
            .mapToLong(Integer::longValue)
            .sum();
    scannedTo = Math.max(scannedTo, upTo);
  }

  /** The lane has read the legs of this position. */
  void read(long position, int legs) {
    if (position < scannedTo || position >= liveFrom) {
      unread -= legs;
    }
  }

  /** The lane has read everything below this position. */
  void readUpTo(long position) {
    scannedTo = Math.max(scannedTo, position);
  }

  long unread() {
    return unread;
  }

  /** Whether every unread leg is counted. */
  boolean complete() {
    return scannedTo >= liveFrom;
  }
}
