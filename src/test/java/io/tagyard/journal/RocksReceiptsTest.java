package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** The embedded journal keeps the contract about receipts, also about those of older versions. */
class RocksReceiptsTest extends ReceiptContract implements RocksEngine {
  @Test
  void receiptsOfALaneAreFoundHoweverFarApartTheyLieAndLeaveWithTheirEvents() throws Exception {
    fill(9_000);
    Instant later = Events.NOON.plusSeconds(60);
    append(received(event("later"), later), received(event("latest"), later));
    List<Receipt> receipts = receipts(META, 3, 4_095, 4_096, 8_999, 9_000);
    journal.note(receipts);
    journal.note(receipts(PARTNERS, 4, 5_000, 9_001));
    assertThat(journal.receiptsFrom(META, 0, 10)).isEqualTo(receipts);
    assertThat(journal.receiptsFrom(META, 4, 2)).isEqualTo(receipts.subList(1, 3));
    assertThat(journal.receiptsFrom(META, 4_097, 10)).isEqualTo(receipts.subList(3, 5));
    assertThat(journal.receiptsFrom(META, 9_001, 10)).isEmpty();
    assertThat(journal.dropBefore(later)).isEqualTo(9_000);
    assertThat(journal.receiptsFrom(META, 0, 10)).isEqualTo(receipts.subList(4, 5));
    journal.close();
    List<Long> left = new ArrayList<>();
    RocksFolder.withRawDatabase(
        folder.resolve("journal"),
        (db, handles) -> {
          try (RocksIterator all = db.newIterator(RocksFolder.handle(handles, Family.RECEIPTS))) {
            for (all.seekToFirst(); all.isValid(); all.next()) {
              if (Keys.isReceipt(all.key())) {
                left.add(Keys.receiptPosition(all.key()));
              }
            }
          }
        });
    assertThat(left).containsExactlyInAnyOrder(9_000L, 9_001L);
    openJournal();
  }

  @Test
  void receiptsOfTheFirstFormatAreToldAsBefore() throws Exception {
    fill(5_000);
    List<Receipt> receipts = receipts(META, 0, 1, 2, 4_095, 4_096, 4_999);
    journal.note(receipts);
    journal.note(receipts(PARTNERS, 4_096));
    journal.close();
    RocksFolder.withRawDatabase(folder.resolve("journal"), RocksReceiptsTest::asInTheFirstFormat);
    openJournal();
    assertThat(journal.receiptsFrom(META, 0, 10)).isEqualTo(receipts);
    assertThat(journal.receipts(4_096)).extracting(Receipt::connection).contains(META, PARTNERS);
    journal.close();
    RocksFolder.withRawDatabase(
        folder.resolve("journal"),
        (db, handles) -> {
          try (RocksIterator old =
              db.newIterator(RocksFolder.handle(handles, Family.RECEIPTS_OF_FORMAT_1))) {
            old.seekToFirst();
            assertThat(old.isValid()).as("what was moved is kept once").isFalse();
          }
        });
    openJournal();
    assertThat(journal.receiptsFrom(META, 0, 10)).isEqualTo(receipts);
  }

  @Test
  void receiptsThatACutLeftHalfMovedAreMovedAgain() throws Exception {
    fill(50);
    List<Receipt> receipts = receipts(META, 0, 1, 49);
    journal.note(receipts);
    journal.close();
    RocksFolder.withRawDatabase(
        folder.resolve("journal"),
        (db, handles) -> {
          byte[] moved = Keys.receipt(1, 0);
          byte[] value = db.get(RocksFolder.handle(handles, Family.RECEIPTS), moved);
          assertThat(value).isNotNull();
          asInTheFirstFormat(db, handles);
          db.put(RocksFolder.handle(handles, Family.RECEIPTS), moved, value);
        });
    openJournal();
    assertThat(journal.receiptsFrom(META, 0, 10)).isEqualTo(receipts);
  }

  private static void asInTheFirstFormat(RocksDB db, List<ColumnFamilyHandle> handles)
      throws RocksDBException {
    try (RocksIterator now = db.newIterator(RocksFolder.handle(handles, Family.RECEIPTS))) {
      for (now.seekToFirst(); now.isValid(); now.next()) {
        byte[] key = now.key();
        byte[] old = Arrays.copyOfRange(key, Integer.BYTES, key.length);
        db.put(RocksFolder.handle(handles, Family.RECEIPTS_OF_FORMAT_1), old, now.value());
        db.delete(RocksFolder.handle(handles, Family.RECEIPTS), key);
      }
    }
    db.put(RocksFolder.handle(handles, Family.META), Meta.FORMAT_KEY, Keys.number(1));
  }

  /** Of legs whose requests had one answer in common. */
  private static List<Receipt> receipts(ConnectionId lane, long... positions) {
    ObjectNode detail = Events.json("{'answer':{'status':200}}");
    return LongStream.of(positions)
        .mapToObj(at -> new Receipt(at, lane, Fate.DELIVERED, "accepted", 1, Events.NOON, detail))
        .toList();
  }
}
