package io.tagyard.delivery;

import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How far one lane has got: everything below {@link #lowest} is finished, and so is a set above it.
 * Positions may be taken and finished in any order; gaps belong to other lanes. Not thread-safe.
 */
final class Progress {
  private final NavigableMap<Long, Integer> open = new TreeMap<>();
  private final NavigableSet<Long> finishedAbove = new TreeSet<>();
  private long readUpTo;
  private long openLegs;

  /** A lane that stands at this position, with these finished above it. */
  Progress(long lowest, Collection<Long> finishedAbove) {
    this.readUpTo = lowest;
    this.finishedAbove.addAll(finishedAbove);
    this.finishedAbove.headSet(lowest).clear();
  }

  /**
   * Takes the legs of a position in hand.
   *
   * @return false when it is finished or in hand already
   */
  boolean take(long position, int legs) {
    if (position < readUpTo || finishedAbove.contains(position) || open.containsKey(position)) {
      return false;
    }
    open.put(position, legs);
    openLegs += legs;
    return true;
  }

  /** Everything below this was looked at: taken, finished, or not for this lane. */
  void advance(long position) {
    readUpTo = Math.max(readUpTo, position);
    prune();
  }

  /** The legs of a position have a fate. */
  void finish(long position) {
    Integer legs = open.remove(position);
    if (legs == null) {
      throw new IllegalStateException("position " + position + " (expected: in hand)");
    }
    openLegs -= legs;
    finishedAbove.add(position);
    prune();
  }

  /** The lowest position that is not finished. */
  long lowest() {
    return open.isEmpty() ? readUpTo : Math.min(open.firstKey(), readUpTo);
  }

  long readUpTo() {
    return readUpTo;
  }

  /** Finished positions above {@link #lowest}, ascending. */
  List<Long> finishedAbove() {
    return List.copyOf(finishedAbove);
  }

  boolean isFinished(long position) {
    return position < lowest() || finishedAbove.contains(position);
  }

  /** Legs in hand, without a fate yet. */
  long openLegs() {
    return openLegs;
  }

  private void prune() {
    finishedAbove.headSet(lowest()).clear();
  }
}
