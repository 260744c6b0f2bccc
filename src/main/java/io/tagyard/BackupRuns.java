package io.tagyard;

import io.tagyard.operator.Backups;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Backups of a running gateway, one at a time, each on a thread of its own. */
final class BackupRuns implements Backups {
  private static final Logger LOG = LoggerFactory.getLogger(BackupRuns.class);

  private final Path data;
  private final Backup backup;
  private final InstantSource clock;
  private @Nullable Run last;

  BackupRuns(Path data, Backup backup, InstantSource clock) {
    this.data = data;
    this.backup = backup;
    this.clock = clock;
  }

  @Override
  public synchronized Optional<String> begin(Path folder) {
    if (last != null && last.state().equals(Run.RUNNING)) {
      return Optional.of("one is being made");
    }
    Optional<String> objection = backup.objection(folder);
    if (objection.isEmpty()) {
      Run run = new Run(data, folder, Run.RUNNING, clock.instant(), null, 0, null);
      last = run;
      Thread.ofVirtual().name("backup").start(() -> make(run));
    }
    return objection;
  }

  @Override
  public synchronized Optional<Run> last() {
    return Optional.ofNullable(last);
  }

  private void make(Run run) {
    try {
      end(run, Run.DONE, backup.make(run.folder()), null);
    } catch (Backup.Failed e) {
      LOG.error("backup.failed folder={}", run.folder(), e);
      end(run, Run.FAILED, 0, e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end(run, Run.FAILED, 0, "the gateway was stopped");
    } catch (RuntimeException e) {
      LOG.error("backup.failed folder={}", run.folder(), e);
      end(run, Run.FAILED, 0, "an internal error; the log says more");
    }
  }

  private synchronized void end(Run run, String state, long bytes, @Nullable String because) {
    Instant now = clock.instant();
    last = new Run(run.data(), run.folder(), state, run.startedAt(), now, bytes, because);
    LOG.info("backup.{} folder={} bytes={}", state, run.folder(), bytes);
  }
}
