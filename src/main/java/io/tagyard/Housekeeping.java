package io.tagyard;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens by the clock: looking at the files and the disk, letting old events go. */
final class Housekeeping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private final List<Task> tasks;
  private final Map<Task, Instant> due = new HashMap<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /**
   * Something to be done again and again.
   *
   * @param otherwise what the log says when it fails; it is tried again when it is due again
   */
  record Task(String otherwise, Duration every, Consumer<Instant> work) {}

  private Housekeeping(List<Task> tasks, InstantSource clock) {
    this.tasks = List.copyOf(tasks);
    this.thread = Thread.ofPlatform().name("housekeeping").daemon().unstarted(() -> run(clock));
  }

  /** Does what is due, on a thread of its own, until it is closed. */
  static Housekeeping start(List<Task> tasks, InstantSource clock) {
    Housekeeping keeping = new Housekeeping(tasks, clock);
    keeping.thread.start();
    return keeping;
  }

  private void run(InstantSource clock) {
    Duration tick = tasks.stream().map(Task::every).min(Duration::compareTo).orElseThrow();
    try {
      while (!closing.await(tick.toMillis(), TimeUnit.MILLISECONDS)) {
        round(clock.instant());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void round(Instant now) {
    for (Task task : tasks) {
      Instant next = due.getOrDefault(task, now);
      if (!now.isBefore(next)) {
        due.put(task, now.plus(task.every()));
        attempt(task, now);
      }
    }
  }

  private static void attempt(Task task, Instant now) {
    try {
      task.work().accept(now);
    } catch (RuntimeException e) {
      LOG.error("{}; trying again", task.otherwise(), e);
    }
  }

  @Override
  public void close() throws InterruptedException {
    closing.countDown();
    thread.join();
  }
}
