package io.tagyard;

import io.tagyard.journal.RocksJournal;
import io.tagyard.privacy.Sealer.SealBroken;
import io.tagyard.privacy.TinkSealer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The keyset of a data folder, and whether it is the one its data was sealed with. A new one beside
 * old data would open nothing of it, without a word.
 */
final class DataKeys {
  static final String KEYSET = "keyset.json";

  /** A known text, sealed: opens with the right keyset only. */
  static final String CHECK = "keyset.check";

  private static final byte[] KNOWN = "tagyard".getBytes(StandardCharsets.UTF_8);
  private static final String RESTORE =
      "put back the one that belongs to this data, from a backup of it";

  private DataKeys() {}

  /**
   * Opens them; makes a keyset where no data needs one.
   *
   * @throws CannotStart when the keyset is gone, or another one than that of the data
   */
  static TinkSealer open(Path data, RocksJournal journal) throws TinkSealer.KeyTrouble {
    Path keyset = data.resolve(KEYSET);
    Path check = data.resolve(CHECK);
    try {
      if (!Files.exists(keyset) && isNeeded(data, journal)) {
        throw new CannotStart(
            keyset
                + " is missing, and this data was sealed with it; "
                + RESTORE
                + ". To go on without what was sealed, move the data folder away");
      }
      if (!Files.exists(keyset)) {
        Files.deleteIfExists(check); // nothing is sealed with the keyset that was here
      }
      TinkSealer sealer = TinkSealer.at(keyset);
      if (Files.exists(check)) {
        open(sealer, keyset, check);
      } else {
        DataFolder.replace(check, sealer.seal(KNOWN, CHECK));
      }
      return sealer;
    } catch (IOException e) {
      throw new UncheckedIOException("the keyset of " + data + " cannot be looked at", e);
    }
  }

  private static boolean isNeeded(Path data, RocksJournal journal) throws IOException {
    return journal.first() < journal.end()
        || !journal.quarantined(null, null, 1).isEmpty()
        || !DataFolder.isEmpty(data.resolve(DataFolder.TOKENS));
  }

  private static void open(TinkSealer sealer, Path keyset, Path check) throws IOException {
    try {
      if (Arrays.equals(sealer.open(Files.readAllBytes(check), CHECK), KNOWN)) {
        return;
      }
    } catch (SealBroken e) {
      // told below: the one or the other is not what it was
    }
    throw new CannotStart(
        keyset
            + " is not the keyset this data was sealed with, or is damaged; "
            + RESTORE
            + ". If it is "
            + check
            + " that is damaged, delete that file");
  }
}
