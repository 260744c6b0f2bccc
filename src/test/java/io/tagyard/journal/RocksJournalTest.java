package io.tagyard.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** The embedded journal keeps the contract. */
class RocksJournalTest extends EventJournalContractTest {
  @Override
  EventJournal open(Path dataFolder, Duration dedupWindow, InstantSource clock) {
    return RocksJournal.open(dataFolder, JournalConfig.DEFAULT.withDedupWindow(dedupWindow), clock);
  }
}
