package io.tagyard.journal;

import io.tagyard.event.Events;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** The embedded journal. */
interface RocksEngine extends JournalEngine {
  @Override
  default RocksJournal open(Path dataFolder, Duration dedupWindow, InstantSource clock) {
    return RocksJournal.open(dataFolder, JournalConfig.DEFAULT.withDedupWindow(dedupWindow), clock);
  }

  @Override
  default Class<?> appendingProgram() {
    return Program.class;
  }

  /** Appends until it is killed. */
  final class Program {
    private Program() {}

    public static void main(String[] args) throws Exception {
      AppendingChild.appendForEver(
          RocksJournal.open(
              Path.of(args[0]), JournalConfig.DEFAULT, InstantSource.fixed(Events.NOON)));
    }
  }
}
