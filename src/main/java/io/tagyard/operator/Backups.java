package io.tagyard.operator;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes backups, one at a time. */
public interface Backups {
  /**
   * Begins one.
   *
   * @return why not; empty when it has begun
   */
  Optional<String> begin(Path folder);

  /** The newest since the start. */
  Optional<Run> last();

  /**
   * One backup.
   *
   * @param data the data folder it is of
   * @param because why it failed; null otherwise
   * @param endedAt null while it is being made
   */
  record Run(
      Path data,
      Path folder,
      String state,
      Instant startedAt,
      @Nullable Instant endedAt,
      long bytes,
      @Nullable String because) {
    public static final String RUNNING = "running";
    public static final String DONE = "done";
    public static final String FAILED = "failed";
  }
}
