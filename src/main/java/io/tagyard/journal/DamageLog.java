package io.tagyard.journal;

import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which positions could not be read: each is counted and logged once, however often it is met. */
final class DamageLog {
  private static final Logger LOG = LoggerFactory.getLogger(DamageLog.class);
  private static final int RANGES_MAX = 10_000;
  private final TreeMap<Long, Long> ranges = new TreeMap<>();
  private long positions;

  synchronized long positions() {
    return positions;
  }

  /**
   * These positions, without the last, are damaged. Beyond ten thousand ranges nothing is added.
   */
  synchronized void add(long from, long to, String why) {
    long start = from;
    long end = to;
    long before = 0;
    Map.Entry<Long, Long> near = ranges.floorEntry(end);
    while (near != null && near.getValue() >= start) {
      before += near.getValue() - near.getKey();
      start = Math.min(start, near.getKey());
      end = Math.max(end, near.getValue());
      ranges.remove(near.getKey());
      near = ranges.floorEntry(end);
    }
    if (ranges.size() < RANGES_MAX) {
      ranges.put(start, end);
    }
    long fresh = end - start - before;
    if (fresh > 0) {
      positions += fresh;
      LOG.error("journal.damaged positions={}..{} reason=\"{}\"", from, to - 1, why);
    }
  }
}
