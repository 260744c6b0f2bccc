package io.tagyard.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * A part of the journal, read for delivery: every acknowledged position in it is among the events
 * or among the damaged.
 *
 * @param damaged positions whose events cannot be read
 * @param next where to go on reading
 */
public record Passage(List<JournaledEvent> events, List<Span> damaged, long next) {

  /** Of a journal without damage. */
  static Passage whole(List<JournaledEvent> read, long limit) {
    List<JournaledEvent> events = read.stream().filter(one -> one.position() < limit).toList();
    boolean toTheLimit = events.isEmpty() || events.size() < read.size();
    return new Passage(events, List.of(), toTheLimit ? limit : events.getLast().position() + 1);
  }

  /**
   * The same with everything damaged that is not there: for a journal whose positions have no gaps.
   *
   * @param from the first position that should be there
   * @param max damaged positions at most; the passage ends behind them
   */
  Passage withoutGaps(long from, int max) {
    List<Span> gaps = new ArrayList<>();
    long left = max;
    long expected = from;
    for (int i = 0; i <= events.size(); i++) {
      long there = i < events.size() ? events.get(i).position() : next;
      if (there > expected) {
        long to = Math.min(there, expected + left);
        gaps.add(new Span(expected, to));
        left -= to - expected;
        if (to < there || (left == 0 && i < events.size())) {
          return new Passage(List.copyOf(events.subList(0, i)), gaps, to);
        }
      }
      expected = Math.max(expected, there + 1);
    }
    return new Passage(events, gaps, next);
  }
}
