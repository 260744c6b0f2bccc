package io.tagyard.destination.carriage;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Answer.Barred;
import io.tagyard.destination.Answer.Replied;
import io.tagyard.destination.Answer.Silence;
import io.tagyard.destination.Outbound;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the lines of a body into files below one folder, the operator's; 200 when they are on
 * stable storage. One process writes there at a time.
 */
public final class FileCarrier implements Carrier, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileCarrier.class);
  private static final String HOST = "out";

  private final Path root;
  private final InstantSource clock;
  private final Map<Path, RollingFile> files = new ConcurrentHashMap<>();
  private final ScheduledExecutorService watch =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("files-").factory());

  /** Writes below this folder only. */
  public FileCarrier(Path root, InstantSource clock) {
    this.root = root.toAbsolutePath().normalize();
    this.clock = clock;
    watch.scheduleWithFixedDelay(this::sealOld, 1, 1, TimeUnit.SECONDS);
  }

  @Override
  public Answer carry(Outbound request) {
    String path = request.uri().getPath();
    Path folder = root.resolve(path.replaceFirst("^/+", "")).normalize();
    if (!HOST.equals(request.uri().getHost()) || !folder.startsWith(root)) {
      return new Barred("the folder " + path + " lies outside of what may be written to");
    }
    try {
      files
          .computeIfAbsent(folder, RollingFile::new)
          .append(request.body(), Rotation.of(request.uri()), clock.instant());
      return new Replied(200, Map.of(), new byte[0], clock.instant());
    } catch (FileSystemException e) {
      return isFull(e)
          ? new Silence("disk_error", false)
          : new Barred("the folder " + path + " cannot be written to");
    } catch (IOException e) {
      return new Silence("disk_error", false);
    }
  }

  /** A full disk is no matter of settings: it has room again some day. */
  private static boolean isFull(FileSystemException e) {
    String reason = String.valueOf(e.getReason()).toLowerCase(Locale.ROOT);
    return reason.contains("space") || reason.contains("quota");
  }

  /** Closes files that are old enough although nothing more comes. */
  void sealOld() {
    files.forEach((folder, file) -> {
      try {
        file.sealIfOver(clock.instant());
      } catch (IOException e) {
        LOG.warn("a file in {} cannot be closed now", folder);
      }
    });
  }

  /** Closes every file. */
  @Override
  public void close() {
    watch.shutdownNow();
    files.forEach((folder, file) -> {
      try {
        file.seal();
      } catch (IOException e) {
        LOG.warn("the file in {} is closed at the next start", folder);
      }
    });
  }
}
