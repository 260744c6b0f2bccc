package io.tagyard;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Which sources have many events quarantined now: perhaps a release that broke the tracking. */
final class QuarantineWatch {
  static final Duration WINDOW = Duration.ofMinutes(5);

  private final MeterRegistry meters;
  private final int most;
  private final Map<String, Deque<Seen>> seen = new HashMap<>();

  private record Seen(Instant at, double count) {}

  /**
   * @param most quarantined events of one source within the window that are an alarm
   */
  QuarantineWatch(MeterRegistry meters, int most) {
    this.meters = meters;
    this.most = most;
  }

  /** A sentence for each source, as {@code workspace/source}, that has too many. */
  Map<String, String> round(Instant now) {
    Map<String, String> many = new HashMap<>();
    for (Counter counter : meters.find("tagyard.events").tag("status", "quarantined").counters()) {
      String source = counter.getId().getTag("workspace") + "/" + counter.getId().getTag("source");
      long within = within(source, counter.count(), now);
      if (within >= most) {
        many.put(
            source,
            within
                + " events quarantined within "
                + WINDOW.toMinutes()
                + " minutes; see /v1/quarantine");
      }
    }
    return many;
  }

  private long within(String source, double count, Instant now) {
    Deque<Seen> history = seen.computeIfAbsent(source, key -> new ArrayDeque<>());
    if (history.isEmpty()) {
      history.add(new Seen(now.minus(WINDOW), 0)); // counters begin with the process
    }
    history.addLast(new Seen(now, count));
    while (history.size() > 1 && !secondOf(history).at().isAfter(now.minus(WINDOW))) {
      history.removeFirst();
    }
    return Math.round(count - history.getFirst().count());
  }

  private static Seen secondOf(Deque<Seen> history) {
    return history.stream().skip(1).findFirst().orElseThrow();
  }
}
