package io.tagyard;

import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.delivery.Lanes;
import io.tagyard.journal.EventJournal;
import io.tagyard.route.Yard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens by the clock: looking at the files, letting old events go. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
  private static final Duration RETENTION_ROUND = Duration.ofMinutes(30);
  private static final Duration HOUR = Duration.ofHours(1);

  private final Yard yard;
  private final EventJournal journal;
  private final Lanes lanes;
  private final Settings settings;
  private final InstantSource clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final CompletableFuture<String> failure = new CompletableFuture<>();
  private final Thread thread;

  private Housekeeping(
      Yard yard, EventJournal journal, Lanes lanes, Settings settings, InstantSource clock) {
    this.yard = yard;
    this.journal = journal;
    this.lanes = lanes;
    this.settings = settings;
    this.clock = clock;
    this.thread = Thread.ofPlatform().name("housekeeping").daemon().unstarted(this::run);
  }

  static Housekeeping start(
      Yard yard, EventJournal journal, Lanes lanes, Settings settings, InstantSource clock) {
    Housekeeping keeping = new Housekeeping(yard, journal, lanes, settings, clock);
    keeping.thread.start();
    return keeping;
  }

  private void run() {
    Instant retentionDue = clock.instant();
    try {
      while (!closing.await(settings.get(Setting.RELOAD).toMillis(), TimeUnit.MILLISECONDS)) {
        journal.trouble().ifPresent(failure::complete);
        attempt("the files could not be looked at", yard::poll);
        Instant now = clock.instant();
        if (!now.isBefore(retentionDue)) {
          attempt("old events could not be dropped", () -> letGo(now));
          retentionDue = now.plus(RETENTION_ROUND);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * By time, and by bytes: while there is too much, the oldest hour goes; never what a lane still
   * needs.
   */
  private void letGo(Instant now) {
    Instant needed = lanes.oldestNeeded().orElse(now);
    Instant before = earlier(now.minus(settings.get(Setting.RETENTION_TIME)), needed);
    journal.dropBefore(before);
    while (journal.bytes() > settings.get(Setting.RETENTION_BYTES)
        && before.isBefore(earlier(now, needed))) {
      before = earlier(before.plus(HOUR), earlier(now, needed));
      journal.dropBefore(before);
    }
  }

  String awaitFailure() throws InterruptedException {
    try {
      return failure.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("it only completes", e);
    }
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private static void attempt(String otherwise, Runnable round) {
    try {
      round.run();
    } catch (RuntimeException e) {
      LOG.error("{}; trying again", otherwise, e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closing.countDown();
    thread.join();
  }
}
