package io.tagyard;

import io.tagyard.cli.Operating;
import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.journal.JournalConfig;
import io.tagyard.journal.JournalFailure;
import io.tagyard.journal.RocksJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Optional;

/** Backup and restore of a data folder that no gateway uses. */
record OfflineData(InstantSource clock) implements Operating {
  @Override
  public long backup(Settings settings, Path folder) throws Trouble, InterruptedException {
    Path data = settings.folder(Setting.DATA);
    if (!Files.isDirectory(data.resolve(RocksJournal.FOLDER))) {
      throw new Trouble(
          "no gateway answers at port %d, and there is no data folder %s; give --port or --data"
              .formatted(settings.get(Setting.PORT), data));
    }
    try (RocksJournal journal =
        RocksJournal.open(DataFormat.open(data), JournalConfig.DEFAULT, clock)) {
      Backup backup = new Backup(data, journal, database(settings), OfflineData::alone, clock);
      Optional<String> objection = backup.objection(folder);
      if (objection.isPresent()) {
        throw new Trouble(objection.get());
      }
      return backup.make(folder);
    } catch (JournalFailure | CannotStart | Backup.Failed e) {
      throw new Trouble(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public String restore(Settings settings, Path folder) throws Trouble {
    Path data = settings.folder(Setting.DATA);
    try {
      BackupIndex index = Restore.into(data, folder);
      String restored =
          "restored %d files of %s into %s".formatted(index.files().size(), index.madeAt(), data);
      return index.database()
          ? restored
          : restored + "; the database of database.url is to be restored by its own tools";
    } catch (BackupIndex.Unusable e) {
      throw new Trouble(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Trouble("cannot be restored: " + e);
    }
  }

  private static boolean alone(java.time.Duration within, Runnable work) {
    work.run();
    return true;
  }

  /** The embedded database, opened for the copy alone. */
  private static Optional<Backup.Database> database(Settings settings) {
    if (!settings.get(Setting.DATABASE_URL).isEmpty()) {
      return Optional.empty();
    }
    String url = GatewayProperties.h2(settings.folder(Setting.DATA));
    return Optional.of(zip -> {
      try (Connection connection = DriverManager.getConnection(url, "sa", "")) {
        copy(connection, zip);
      }
    });
  }

  /** H2's own way to copy itself while it is used. */
  static void copy(Connection connection, Path zip) throws SQLException {
    try (var backup = connection.prepareStatement("BACKUP TO ?")) {
      backup.setString(1, zip.toString());
      backup.execute();
    }
  }
}
