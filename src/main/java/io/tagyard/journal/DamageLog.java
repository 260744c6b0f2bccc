package io.tagyard.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What of the acknowledged cannot be read: positions, and other things by a sentence. Each is
 * counted and logged once, however often it is met, and stands until retention has let it go.
 */
final class DamageLog {
  private static final Logger LOG = LoggerFactory.getLogger(DamageLog.class);
  private static final int RANGES_MAX = 10_000;
  private static final int TOLD_MAX = 20;
  private static final int SENTENCES_MAX = 50;
  private final TreeMap<Long, Long> ranges = new TreeMap<>();

  /** Sentence to the end of the journal when it was met. */
  private final Map<String, Long> sentences = new TreeMap<>();

  private long positions;

  /** Positions met so far. */
  synchronized long positions() {
    return positions;
  }

  /**
   * These positions, without the last, are damaged. Beyond ten thousand ranges they are counted and
   * no longer named.
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
      LOG.error("journal.damaged positions={} reason=\"{}\"", new Span(from, to), why);
    }
  }

  /** Something else is damaged; what was received before {@code end} may be touched by it. */
  synchronized void say(String sentence, long end) {
    boolean known = sentences.containsKey(sentence);
    if (known || sentences.size() < SENTENCES_MAX) {
      sentences.merge(sentence, end, Math::max);
    }
    if (!known) {
      LOG.error("journal.damaged {}", sentence);
    }
  }

  /** Everything that still stands, for people; empty when all is well. */
  synchronized Optional<String> standing(long first) {
    forgetBefore(first);
    List<String> parts = new ArrayList<>();
    if (!ranges.isEmpty()) {
      long count = ranges.entrySet().stream().mapToLong(one -> one.getValue() - one.getKey()).sum();
      List<String> told =
          ranges.entrySet().stream()
              .limit(TOLD_MAX)
              .map(one -> new Span(one.getKey(), one.getValue()).toString())
              .toList();
      String more = ranges.size() > TOLD_MAX ? " and more" : "";
      parts.add(
          "acknowledged events cannot be read: %d, at positions %s%s"
              .formatted(count, String.join(", ", told), more));
    }
    parts.addAll(sentences.keySet());
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", parts));
  }

  private void forgetBefore(long first) {
    while (!ranges.isEmpty() && ranges.firstKey() < first) {
      Map.Entry<Long, Long> oldest = ranges.pollFirstEntry();
      if (oldest.getValue() > first) {
        ranges.put(first, oldest.getValue());
      }
    }
    sentences.values().removeIf(end -> end <= first);
  }
}
