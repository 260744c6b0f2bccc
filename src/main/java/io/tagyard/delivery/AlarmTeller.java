package io.tagyard.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps begins and ends of alarms and sends them, in order, each until it is taken. On a thread of
 * its own, behind bounded queues: when the receiver is away for long, the oldest are let go and
 * counted.
 */
public final class AlarmTeller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AlarmTeller.class);
  private static final int QUEUE_MAX = 1_000;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final AlarmRepository rows;
  private final Optional<AlarmPost> post;
  private final InstantSource clock;
  private final Counter dropped;
  private final LinkedBlockingQueue<Alarm> arrived = new LinkedBlockingQueue<>(QUEUE_MAX);
  private final Deque<Alarm> unsent = new ArrayDeque<>();

  /** Begins and ends that the store did not take yet. */
  private final Deque<Alarm> unkept = new ArrayDeque<>();

  private final Thread thread = Thread.ofVirtual().name("alarms").unstarted(this::run);
  private volatile boolean closing;
  private volatile int waiting;
  private boolean failing;
  private int attempt;
  private Instant notBefore = Instant.MIN;

  /**
   * @param post where they are sent; empty = they are only kept and logged
   */
  public AlarmTeller(
      AlarmRepository rows, Optional<AlarmPost> post, InstantSource clock, MeterRegistry meters) {
    this.rows = rows;
    this.post = post;
    this.clock = clock;
    this.dropped =
        Counter.builder("tagyard.alarms.dropped")
            .description("Begins and ends of alarms that were never sent")
            .register(meters);
    Gauge.builder("tagyard.alarms.unsent", () -> waiting)
        .description("Begins and ends of alarms that wait to be sent")
        .strongReference(true)
        .register(meters);
  }

  /** Begins to work; returns what stood before the start. What was not told then is told now. */
  public List<Alarm> start() {
    List<AlarmRow> kept = rows.all();
    for (AlarmRow row : kept) {
      Alarm alarm = Alarm.of(row);
      if (!row.beganTold()) {
        unsent.add(
            new Alarm(row.id(), row.kind(), row.subject(), row.sentence(), alarm.beganAt(), null));
      }
      if (alarm.endedAt() != null) {
        unsent.add(alarm);
      }
    }
    thread.start();
    return kept.stream().map(Alarm::of).filter(alarm -> alarm.endedAt() == null).toList();
  }

  void began(Alarm alarm) {
    offer(alarm);
  }

  void ended(Alarm alarm) {
    offer(alarm);
  }

  private void offer(Alarm alarm) {
    if (!arrived.offer(alarm)) {
      dropped.increment();
    }
  }

  private void run() {
    try {
      while (!closing) {
        Alarm next = arrived.poll(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        keepAgain();
        while (next != null) {
          take(next);
          next = arrived.poll();
        }
        sendDue();
        waiting = unsent.size();
      }
    } catch (InterruptedException e) {
      LOG.info("alarms: stopped while one was being sent; it is sent after the next start");
    }
    keepAgain();
    for (Alarm rest = arrived.poll(); rest != null; rest = arrived.poll()) {
      take(rest);
    }
  }

  /** In their order: what the store does not take is held, sent all the same, and kept later. */
  private void take(Alarm alarm) {
    if (!unkept.isEmpty() || !keep(alarm)) {
      unkept.addLast(alarm);
      if (unkept.size() > QUEUE_MAX) {
        unkept.removeFirst();
      }
    }
    if (post.isEmpty()) {
      told(alarm);
      return;
    }
    unsent.addLast(alarm);
    if (unsent.size() > QUEUE_MAX) {
      told(unsent.removeFirst());
      dropped.increment();
    }
  }

  private void keepAgain() {
    while (!unkept.isEmpty() && keep(unkept.getFirst())) {
      Alarm kept = unkept.removeFirst();
      if (!unsent.contains(kept)) {
        told(kept);
      }
    }
  }

  private boolean keep(Alarm alarm) {
    return attempt(
        alarm,
        () -> {
          if (alarm.endedAt() == null) {
            rows.save(
                new AlarmRow(
                    alarm.id(),
                    alarm.kind(),
                    alarm.subject(),
                    alarm.sentence(),
                    alarm.beganAt().toEpochMilli(),
                    post.isEmpty(),
                    null));
          } else {
            rows.ended(alarm.id(), alarm.endedAt().toEpochMilli());
          }
        });
  }

  private void sendDue() throws InterruptedException {
    while (post.isPresent() && !closing && !unsent.isEmpty()) {
      Instant now = clock.instant();
      if (now.isBefore(notBefore)) {
        return;
      }
      if (!sent(post.get(), unsent.getFirst(), now)) {
        notBefore = now.plus(pause());
        return;
      }
      attempt = 0;
      told(unsent.removeFirst());
    }
  }

  private boolean sent(AlarmPost to, Alarm alarm, Instant now) throws InterruptedException {
    try {
      return to.send(alarm, ++attempt, now);
    } catch (RuntimeException e) {
      LOG.error("alarm {} cannot be sent: {}", alarm.id(), Details.place(e));
      return false;
    }
  }

  private Duration pause() {
    Duration grown = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 20));
    return grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
  }

  /** An end that is told leaves nothing behind. */
  private void told(Alarm alarm) {
    attempt(
        alarm,
        () -> {
          if (alarm.endedAt() == null) {
            rows.told(alarm.id());
          } else {
            rows.deleteById(alarm.id());
          }
        });
  }

  /** The store may be what the alarm is about: then it is only sent. */
  private boolean attempt(Alarm alarm, Runnable write) {
    try {
      write.run();
      failing = false;
      return true;
    } catch (RuntimeException e) {
      if (!failing) {
        LOG.error("alarm {} cannot be kept: {}", alarm.id(), Details.place(e));
      }
      failing = true;
      return false;
    }
  }

  /** Keeps what has come and ends; what is not sent is sent after the next start. */
  @Override
  public void close() throws InterruptedException {
    closing = true;
    if (!thread.join(PATIENCE)) {
      thread.interrupt();
      thread.join(PATIENCE);
    }
  }
}
