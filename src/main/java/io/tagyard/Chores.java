package io.tagyard;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.BeanContext;
import io.tagyard.Housekeeping.Task;
import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.delivery.AlarmBoard;
import io.tagyard.delivery.Lanes;
import io.tagyard.delivery.Purge;
import io.tagyard.journal.RocksJournal;
import io.tagyard.route.Yard;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What is to be done by the clock, and how often. */
final class Chores {
  /** Of each second, for comparing checksums. */
  private static final Duration LOOKING = Duration.ofMillis(20);

  /** Faster than a disk fills between two marks. */
  private static final Duration DISK = Duration.ofSeconds(1);

  private static final Duration SECONDS = Duration.ofSeconds(10);
  private static final Duration RETENTION = Duration.ofMinutes(30);
  private static final Duration PURGE = Duration.ofHours(1);

  private Chores() {}

  /**
   * All of them.
   *
   * @param failure is told why nothing more can be kept, when that is so
   */
  static List<Task> of(
      BeanContext context,
      Settings settings,
      Yard yard,
      RocksJournal journal,
      Lanes lanes,
      Disk disk,
      CompletableFuture<String> failure) {
    MeterRegistry meters = context.getBean(MeterRegistry.class);
    new DiskGauges(disk).bindTo(meters);
    Gauge.builder("tagyard.journal.damaged", journal, RocksJournal::damaged)
        .description("Acknowledged events that could not be read since the start")
        .strongReference(true)
        .register(meters);
    AlarmBoard alarms = context.getBean(AlarmBoard.class);
    Watch watch = new Watch(alarms);
    QuarantineWatch quarantine =
        new QuarantineWatch(meters, settings.get(Setting.ALARMS_QUARANTINE));
    LettingGo lettingGo =
        new LettingGo(
            journal,
            lanes::oldestNeeded,
            settings.get(Setting.RETENTION_TIME),
            settings.get(Setting.RETENTION_BYTES));
    Purge purge =
        new Purge(
            lanes,
            settings.get(Setting.RETENTION_DEAD_LETTERS),
            settings.get(Setting.RETENTION_ORDERS));
    return List.of(
        new Task(
            "the journal could not be asked",
            DISK,
            now -> {
              watch.journal(journal);
              journal.trouble().ifPresent(failure::complete);
            }),
        new Task(
            "the journal could not be looked after", DISK, now -> journal.lookAfter(now, LOOKING)),
        new Task(
            "the files could not be looked at",
            settings.get(Setting.RELOAD),
            now -> watch.files(yard)),
        new Task("the disk could not be measured", DISK, now -> disk.look(alarms)),
        new Task("old events could not be dropped", RETENTION, lettingGo::byTime),
        new Task("the journal could not be cut back", SECONDS, lettingGo::byBytes),
        new Task("old letters and orders could not be let go", PURGE, purge::round),
        new Task(
            "nobody looked for alarms",
            SECONDS,
            now -> {
              watch.lanes(lanes::states, now);
              watch.stand("quarantine", quarantine.round(now));
              alarms.endTheQuiet();
            }));
  }
}
