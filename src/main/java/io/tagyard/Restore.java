package io.tagyard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Puts a backup into an empty data folder. */
final class Restore {
  /** There while a restore is under way; a gateway does not start on it. */
  static final String MARK = "restore.part";

  private Restore() {}

  /**
   * Checks every file of the backup, then copies all of them.
   *
   * @throws BackupIndex.Unusable when it is no backup, is damaged, or the data folder is not empty
   */
  static BackupIndex into(Path data, Path from) throws IOException, BackupIndex.Unusable {
    if (!DataFolder.isEmpty(data)) {
      throw new BackupIndex.Unusable(
          "the data folder " + data + " is not empty (expected: an empty folder, or none)");
    }
    BackupIndex index = BackupIndex.checked(from);
    DataFolder.make(data);
    Path mark = Files.createFile(data.resolve(MARK));
    for (BackupIndex.Item item : index.files()) {
      DataFolder.copy(from.resolve(item.path()), data.resolve(item.path()));
    }
    Files.delete(mark);
    return index;
  }
}
