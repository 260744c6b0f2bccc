package io.tagyard;

import io.tagyard.cli.RunningAt;
import io.tagyard.journal.RocksJournal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A copy of everything that is kept, made while the gateway runs or stands.
 *
 * <p>The order of the parts. First the database, then the journal, both while no lane writes a
 * fate: so every parked leg of the one is known to the other, and no event that the copied database
 * says was written to the journal is missing there (the other way round it could be). Last the keys
 * and everything else, so that what the journal holds can be opened. Intake never waits: what comes
 * meanwhile may be in the copy or not.
 */
final class Backup {
  private static final Duration STILL_WITHIN = Duration.ofSeconds(30);

  /** What is copied otherwise, belongs to a run, or is of no use. */
  private static final Set<String> NOT_AS_FILES =
      Set.of(
          RocksJournal.FOLDER,
          DataFolder.STAGING,
          DataFolder.DATABASE,
          "tagyard.trace.db",
          "tagyard.lock.db",
          "sandbox.port",
          RunningAt.FILE);

  private final Path data;
  private final RocksJournal journal;
  private final Optional<Database> database;
  private final Stillness stillness;
  private final InstantSource clock;

  /** The embedded database, which can write a copy of itself. */
  interface Database {
    /** Writes a zip of its file. */
    void copyTo(Path zip) throws SQLException;
  }

  /** Runs work while no lane writes a fate; false when it did not come to that in time. */
  interface Stillness {
    boolean still(Duration within, Runnable work) throws InterruptedException;
  }

  /**
   * @param database empty when it is another service, which has its own backup
   */
  Backup(
      Path data,
      RocksJournal journal,
      Optional<Database> database,
      Stillness stillness,
      InstantSource clock) {
    this.data = data;
    this.journal = journal;
    this.database = database;
    this.stillness = stillness;
    this.clock = clock;
  }

  /** Why there is no backup, for people. */
  static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message, Throwable cause) {
      super(message, cause);
    }

    Failed(String message) {
      super(message);
    }
  }

  /** There while a backup is made: without the index beside it, what lies there is of no use. */
  static final String MARK = "backup.unfinished";

  /** Whether a backup can be made there; the reason if not. */
  Optional<String> objection(Path to) {
    try {
      if (!to.isAbsolute()) {
        return Optional.of("folder: not an absolute path");
      }
      if (to.normalize().startsWith(data)) {
        return Optional.of("folder: within the data folder (expected: somewhere else)");
      }
      return DataFolder.isEmpty(to) || wasCutShort(to)
          ? Optional.empty()
          : Optional.of("folder: not empty (expected: an empty folder, or none)");
    } catch (IOException e) {
      return Optional.of("folder: cannot be read (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static boolean wasCutShort(Path to) {
    return Files.isRegularFile(to.resolve(MARK)) && !Files.exists(to.resolve(BackupIndex.NAME));
  }

  /** Makes it; returns its bytes. */
  long make(Path to) throws Failed, InterruptedException {
    Path staging = data.resolve(DataFolder.STAGING);
    try {
      DataFolder.clear(staging);
      if (wasCutShort(to)) {
        DataFolder.clear(to);
      }
      DataFolder.make(to);
      Path mark = Files.createFile(to.resolve(MARK));
      DataFolder.make(staging);
      if (!stillness.still(STILL_WITHIN, () -> cut(staging))) {
        throw new Failed(
            "a lane could not write its outcomes for " + STILL_WITHIN.toSeconds() + " s");
      }
      copyAll(staging, to);
      BackupIndex index = BackupIndex.of(to, clock.instant(), database.isPresent());
      index.write(to);
      Files.delete(mark);
      return index.files().stream().mapToLong(BackupIndex.Item::bytes).sum();
    } catch (IOException | RuntimeException e) {
      throw new Failed("the backup could not be made: " + e.getMessage(), e);
    } finally {
      DataFolder.clear(staging);
    }
  }

  private void cut(Path staging) {
    try {
      if (database.isPresent()) {
        database.get().copyTo(staging.resolve("database.zip"));
      }
    } catch (SQLException e) {
      throw new IllegalStateException("the database cannot be copied: " + e.getMessage(), e);
    }
    journal.copyTo(staging.resolve(RocksJournal.FOLDER));
  }

  private void copyAll(Path staging, Path to) throws IOException {
    Path copied = staging.resolve(RocksJournal.FOLDER);
    for (Path file : DataFolder.files(copied)) {
      DataFolder.copy(copied.resolve(file), to.resolve(RocksJournal.FOLDER).resolve(file));
    }
    if (database.isPresent()) {
      unpack(staging.resolve("database.zip"), to);
    }
    for (Path file : DataFolder.files(data)) {
      if (!NOT_AS_FILES.contains(file.getName(0).toString())) {
        DataFolder.copy(data.resolve(file), to.resolve(file));
      }
    }
  }

  private static void unpack(Path zip, Path to) throws IOException {
    Path plain = zip.resolveSibling(DataFolder.DATABASE);
    try (InputStream bytes = Files.newInputStream(zip);
        ZipInputStream archive = new ZipInputStream(bytes)) {
      ZipEntry entry = archive.getNextEntry();
      if (entry == null || !entry.getName().equals(DataFolder.DATABASE)) {
        throw new IOException("the copy of the database is not what it should be");
      }
      Files.copy(archive, plain);
    }
    DataFolder.copy(plain, to.resolve(DataFolder.DATABASE));
  }
}
