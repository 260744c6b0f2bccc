package io.tagyard.journal;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.rocksdb.AbstractEventListener;
import org.rocksdb.BackgroundErrorReason;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears what went wrong in the store's own threads. A damaged block that a compaction meets must
 * not stop intake (the store's paranoid mode would), so that is logged once and the reader skips
 * it. Buffers that cannot be written out are another thing: they end all writing, before they fill
 * up and callers wait for ever.
 */
final class BackgroundTrouble extends AbstractEventListener {
  private static final Logger LOG = LoggerFactory.getLogger(BackgroundTrouble.class);
  private static final int REMEMBERED_MAX = 100;
  private final Consumer<String> fatal;
  private final Set<String> said = new HashSet<>();

  BackgroundTrouble(Consumer<String> fatal) {
    super(EnabledEventCallback.ON_BACKGROUND_ERROR);
    this.fatal = fatal;
  }

  @Override
  public synchronized void onBackgroundError(BackgroundErrorReason reason, Status status) {
    String what = reason + ": " + status.getCodeString() + " " + status.getState();
    if (said.size() < REMEMBERED_MAX && said.add(what)) {
      LOG.error("journal.background {}", what);
    }
    if (reason != BackgroundErrorReason.COMPACTION) {
      fatal.accept(what);
    }
  }
}
