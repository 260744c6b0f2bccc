package io.tagyard.journal;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;

/** How one engine is opened: all that a contract needs to know of it. */
interface JournalEngine {
  /** Opens the journal of this data folder; {@code clock} is the gateway's. */
  EventJournal open(Path dataFolder, Duration dedupWindow, InstantSource clock);

  /**
   * A class whose main opens the journal of the data folder in its first argument and calls {@link
   * AppendingChild#appendForEver}.
   */
  Class<?> appendingProgram();
}
