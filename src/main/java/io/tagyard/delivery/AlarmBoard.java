package io.tagyard.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which alarms stand. Each is told once when it begins and once when it ends: to the log, and to
 * {@link AlarmTeller}, which keeps and sends it. After a restart the ones that stood are known:
 * those that are raised again are not told again, the others end after a while. Thread-safe, never
 * blocks.
 */
public final class AlarmBoard implements Alarms {
  /** Every kind of alarm. */
  public static final List<String> KINDS =
      List.of(
          "lane_stopped",
          "lane_down",
          "imbalance",
          "store_failed",
          "planning_failed",
          "backlog_dropped",
          "revision_rejected",
          "definition_rejected",
          "routes_missing",
          "journal_failed",
          "clock_jumped",
          "journal_damaged",
          "quarantine",
          "duplicate_differs",
          "disk_filling",
          "disk_full");

  /** After a restart, what still stands is raised again within this time. */
  static final Duration UNCONFIRMED = Duration.ofMinutes(10);

  /** These happen and nothing ends them: they are over when they did not happen for so long. */
  static final Duration QUIET = Duration.ofHours(1);

  private static final Set<String> HAPPENING =
      Set.of("planning_failed", "backlog_dropped", "clock_jumped", "duplicate_differs");
  private static final int REMEMBERED = 100;
  private static final int SENTENCE_MAX = 2_000;
  private static final Logger LOG = LoggerFactory.getLogger("alarm");

  private final AlarmTeller teller;
  private final InstantSource clock;
  private final MeterRegistry meters;
  private final Map<String, Standing> standing = new HashMap<>();
  private final Deque<Alarm> ended = new ArrayDeque<>();
  private final Set<String> kinds = ConcurrentHashMap.newKeySet();

  private record Standing(Alarm alarm, Instant seen, boolean confirmed) {}

  /** A board on which these stand, from before the start. */
  public AlarmBoard(
      List<Alarm> before, AlarmTeller teller, InstantSource clock, MeterRegistry meters) {
    this.teller = teller;
    this.clock = clock;
    this.meters = meters;
    KINDS.forEach(this::count);
    for (Alarm alarm : before) {
      standing.put(key(alarm.kind(), alarm.subject()), new Standing(alarm, clock.instant(), false));
      count(alarm.kind());
    }
  }

  @Override
  public void raise(String kind, String subject, String sentence) {
    count(kind);
    synchronized (this) {
      Instant now = clock.instant();
      Standing known = standing.get(key(kind, subject));
      if (known != null) {
        standing.put(key(kind, subject), new Standing(known.alarm(), now, true));
        return;
      }
      String id = UUID.randomUUID().toString();
      String told = Details.shortened(sentence, SENTENCE_MAX);
      Alarm alarm = new Alarm(id, kind, subject, told, now, null);
      standing.put(key(kind, subject), new Standing(alarm, now, true));
      LOG.warn("alarm.raised kind={} subject={} because={}", kind, subject, told);
      teller.began(alarm);
    }
  }

  @Override
  public synchronized void clear(String kind, String subject) {
    Standing known = standing.remove(key(kind, subject));
    if (known != null) {
      Alarm over = known.alarm().ended(clock.instant());
      ended.addFirst(over);
      if (ended.size() > REMEMBERED) {
        ended.removeLast();
      }
      LOG.info("alarm.cleared kind={} subject={}", kind, subject);
      teller.ended(over);
    }
  }

  /** Ends what nobody else ends. To be called again and again. */
  public synchronized void endTheQuiet() {
    Instant now = clock.instant();
    for (Standing one : List.copyOf(standing.values())) {
      Alarm alarm = one.alarm();
      Duration quiet =
          HAPPENING.contains(alarm.kind()) ? QUIET : one.confirmed() ? null : UNCONFIRMED;
      if (quiet != null && !now.isBefore(one.seen().plus(quiet))) {
        clear(alarm.kind(), alarm.subject());
      }
    }
  }

  /** What stands, oldest first. */
  public synchronized List<Alarm> standing() {
    return standing.values().stream()
        .map(Standing::alarm)
        .sorted(Comparator.comparing(Alarm::beganAt).thenComparing(Alarm::id))
        .toList();
  }

  /** What ended since the start, newest first, at most a hundred. */
  public synchronized List<Alarm> ended() {
    return new ArrayList<>(ended);
  }

  private void count(String kind) {
    if (kinds.add(kind)) {
      Gauge.builder("tagyard.alarms", () -> of(kind))
          .description("Alarms that stand")
          .tag("kind", kind)
          .strongReference(true)
          .register(meters);
    }
  }

  private synchronized long of(String kind) {
    return standing.values().stream().filter(one -> one.alarm().kind().equals(kind)).count();
  }

  private static String key(String kind, String subject) {
    return kind + " " + subject;
  }
}
