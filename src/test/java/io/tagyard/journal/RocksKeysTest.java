package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The embedded journal keeps the contract about keys, and its look-ups stay small. */
class RocksKeysTest extends KeyContract implements RocksEngine {
  @Test
  void deduplicationAsksItsFilesInPiecesAndNeverForAWholeFilter() throws Exception {
    fill(50);
    journal.close();
    RocksFolder.withRawDatabase(
        folder.resolve("journal"),
        (db, handles) ->
            assertThat(
                    db.getPropertiesOfAllTables(RocksFolder.handle(handles, Family.DEDUP)).values())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.getTopLevelIndexSize()).isPositive()));
    openJournal();
  }
}
