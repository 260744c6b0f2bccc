package io.tagyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Events;
import io.tagyard.journal.Entry;
import io.tagyard.journal.JournalConfig;
import io.tagyard.journal.RocksJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kill leaves of a backup is in nobody's way. */
class BackupTest {
  private static final InstantSource CLOCK = InstantSource.fixed(Events.NOON);

  @TempDir Path folder;

  @Test
  void theRemainsOfOneThatWasKilledGoWithTheNext() throws Exception {
    Path data = folder.resolve("data");
    Path to = Files.createDirectories(folder.resolve("backup"));
    try (RocksJournal journal = RocksJournal.open(data, JournalConfig.DEFAULT, CLOCK)) {
      journal.append(List.of(new Entry.Event(Events.purchase("kept")))).join();
      Files.writeString(to.resolve(Backup.MARK), "");
      Files.writeString(to.resolve("half"), "of a table");
      Path staging = Files.createDirectories(data.resolve(DataFolder.STAGING).resolve("journal"));
      Files.writeString(staging.resolve("000001.sst"), "a link");
      Backup backup = new Backup(data, journal, Optional.empty(), BackupTest::still, CLOCK);
      assertThat(backup.objection(to)).isEmpty();
      backup.make(to);
      assertThat(backup.objection(to)).as("a whole one is never overwritten").isPresent();
    }
    assertThat(data.resolve(DataFolder.STAGING)).doesNotExist();
    assertThat(to.resolve(Backup.MARK)).doesNotExist();
    assertThat(to.resolve("half")).doesNotExist();

    Path restored = folder.resolve("restored");
    Restore.into(restored, to);
    try (RocksJournal journal = RocksJournal.open(restored, JournalConfig.DEFAULT, CLOCK)) {
      assertThat(journal.findById(Events.purchase("kept").workspace(), "kept")).hasSize(1);
      assertThat(journal.damage()).isEmpty();
    }
  }

  @Test
  void whatIsNoRemainOfABackupIsLeftAlone() throws Exception {
    Path to = Files.createDirectories(folder.resolve("mine"));
    Files.createDirectories(to.resolve(DataFolder.STAGING)); // a data folder looks like this
    Files.writeString(to.resolve("keyset.json"), "{}");
    Path data = folder.resolve("data");
    try (RocksJournal journal = RocksJournal.open(data, JournalConfig.DEFAULT, CLOCK)) {
      Backup backup = new Backup(data, journal, Optional.empty(), BackupTest::still, CLOCK);
      assertThat(backup.objection(to)).isPresent();
    }
  }

  private static boolean still(java.time.Duration within, Runnable work) {
    work.run();
    return true;
  }
}
