package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import io.tagyard.event.SafeEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** The embedded journal keeps the contract, and what only it promises. */
class RocksJournalTest extends EventJournalContractTest {
  @TempDir Path second;

  @Override
  RocksJournal open(Path dataFolder, Duration dedupWindow, InstantSource clock) {
    return RocksJournal.open(dataFolder, JournalConfig.DEFAULT.withDedupWindow(dedupWindow), clock);
  }

  @Override
  Class<?> appendingProgram() {
    return Program.class;
  }

  static final class Program {
    public static void main(String[] args) throws Exception {
      AppendingChild.appendForEver(
          RocksJournal.open(
              Path.of(args[0]), JournalConfig.DEFAULT, InstantSource.fixed(Events.NOON)));
    }
  }

  private RocksJournal rocks() {
    return (RocksJournal) journal;
  }

  @Test
  void aNewerFormatIsRefusedAlsoWithAFamilyThatWeDoNotKnow() throws Exception {
    append(event("a"));
    journal.close();
    withRawDatabase(
        folder.resolve("journal"),
        (db, handles) -> {
          db.createColumnFamily(new ColumnFamilyDescriptor(Keys.text("hints"))).close();
          db.put(handles.getFirst(), Meta.FORMAT_KEY, Keys.number(Meta.FORMAT + 1));
        });
    assertThatThrownBy(this::openJournal)
        .isInstanceOf(JournalFailure.class)
        .hasMessageContaining("newer version of Tagyard: format 3 (expected: 2)");
  }

  @Test
  void receiptsOfTheFirstFormatAreToldAsBefore() throws Exception {
    fill(5_000);
    List<Receipt> receipts = receipts(META, 0, 1, 2, 4_095, 4_096, 4_999);
    journal.note(receipts);
    journal.note(receipts(PARTNERS, 4_096));
    journal.close();
    withRawDatabase(folder.resolve("journal"), RocksJournalTest::asInTheFirstFormat);
    openJournal();
    assertThat(journal.receiptsFrom(META, 0, 10)).isEqualTo(receipts);
    assertThat(journal.receipts(4_096)).extracting(Receipt::connection).contains(META, PARTNERS);
    journal.close();
    withRawDatabase(
        folder.resolve("journal"),
        (db, handles) -> {
          try (RocksIterator old = db.newIterator(handle(handles, Family.RECEIPTS_OF_FORMAT_1))) {
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
    withRawDatabase(
        folder.resolve("journal"),
        (db, handles) -> {
          byte[] moved = Keys.receipt(1, 0);
          byte[] value = db.get(handle(handles, Family.RECEIPTS), moved);
          assertThat(value).isNotNull();
          asInTheFirstFormat(db, handles);
          db.put(handle(handles, Family.RECEIPTS), moved, value);
        });
    openJournal();
    assertThat(journal.receiptsFrom(META, 0, 10)).isEqualTo(receipts);
  }

  @Test
  void deduplicationAsksItsFilesInPiecesAndNeverForAWholeFilter() throws Exception {
    fill(50);
    journal.close();
    withRawDatabase(
        folder.resolve("journal"),
        (db, handles) ->
            assertThat(db.getPropertiesOfAllTables(handle(handles, Family.DEDUP)).values())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.getTopLevelIndexSize()).isPositive()));
    openJournal();
  }

  private static void asInTheFirstFormat(RocksDB db, List<ColumnFamilyHandle> handles)
      throws RocksDBException {
    try (RocksIterator now = db.newIterator(handle(handles, Family.RECEIPTS))) {
      for (now.seekToFirst(); now.isValid(); now.next()) {
        byte[] key = now.key();
        byte[] old = Arrays.copyOfRange(key, Integer.BYTES, key.length);
        db.put(handle(handles, Family.RECEIPTS_OF_FORMAT_1), old, now.value());
        db.delete(handle(handles, Family.RECEIPTS), key);
      }
    }
    db.put(handle(handles, Family.META), Meta.FORMAT_KEY, Keys.number(1));
  }

  private static ColumnFamilyHandle handle(List<ColumnFamilyHandle> handles, Family family) {
    return handles.get(family.ordinal());
  }

  /** Of legs whose requests had one answer in common. */
  private static List<Receipt> receipts(ConnectionId lane, long... positions) {
    ObjectNode detail = Events.json("{'answer':{'status':200}}");
    return LongStream.of(positions)
        .mapToObj(at -> new Receipt(at, lane, Fate.DELIVERED, "accepted", 1, Events.NOON, detail))
        .toList();
  }

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
    withRawDatabase(
        folder.resolve("journal"),
        (db, handles) -> {
          try (RocksIterator all = db.newIterator(handle(handles, Family.RECEIPTS))) {
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
  void aDatabaseThatIsNotOursIsRefused() throws Exception {
    Path strange = second.resolve("journal");
    try (Options options = new Options().setCreateIfMissing(true);
        RocksDB db = RocksDB.open(options, strange.toString())) {
      db.put(Keys.text("somebody"), Keys.text("else"));
    }
    assertThatThrownBy(() -> open(second, WINDOW, InstantSource.fixed(Events.NOON)))
        .isInstanceOf(JournalFailure.class)
        .hasMessageContaining("unknown version");
  }

  @Test
  void aFlippedByteInATableIsSkippedAndReportedAndTheRestIsReadAndWritten() throws Exception {
    int count = 500;
    fill(count);
    journal.close();
    flip(fileWith(folder, ".sst", "filler-250"), "filler-250");
    openJournal();
    List<Long> read = positions(journal.read(0, count, Long.MAX_VALUE));
    assertThat(read).hasSizeBetween(count - 40, count - 1);
    assertThat(read).contains(0L, (long) count - 1).isSorted();
    assertThat(rocks().damaged()).isEqualTo(count - read.size());
    assertThat(positions(journal.read(0, count, Long.MAX_VALUE))).isEqualTo(read);
    assertThat(rocks().damaged()).as("counted once").isEqualTo(count - read.size());
    assertThat(journal.at(250)).isEmpty();
    assertThat(journal.findById("acme", "filler-250")).isEmpty();
    assertThat(journal.dropBefore(Events.NOON)).as("retention passes it").isZero();
    assertThat(append(event("after"))).allMatch(Kept.Stored.class::isInstance);
    assertThat(journal.trouble()).isEmpty();
  }

  @Test
  void aDamagedTableThatRetentionRewritesDoesNotStopTheJournal() throws Exception {
    fill(500);
    stored(received(event("later"), Events.NOON.plusSeconds(60)));
    journal.close();
    flip(fileWith(folder, ".sst", "filler-250"), "filler-250");
    openJournal();
    assertThat(journal.dropBefore(Events.NOON.plusSeconds(30))).isEqualTo(500);
    assertThat(append(event("after"))).allMatch(Kept.Stored.class::isInstance);
    assertThat(journal.trouble()).isEmpty();
    reopen();
    assertThat(journal.read(0, 10))
        .extracting(one -> one.event().id())
        .containsExactly("later", "after");
  }

  @Test
  void aFlippedByteInTheLogLosesOnlyWhatItHitsAndSaysSo() throws Exception {
    int count = 500;
    for (int i = 0; i < count; i++) {
      append(filler(i));
    }
    Path image = second.resolve("journal");
    copy(folder.resolve("journal"), image);
    flip(fileWith(second, ".log", "filler-250"), "filler-250");
    try (RocksJournal crashed = open(second, WINDOW, InstantSource.fixed(Events.NOON))) {
      List<Long> read = positions(crashed.read(0, count, Long.MAX_VALUE));
      assertThat(crashed.end()).isEqualTo(count);
      assertThat(read).hasSizeBetween(count - 60, count - 1).contains(0L, (long) count - 1);
      assertThat(crashed.damaged()).isEqualTo(count - read.size());
    }
  }

  @Test
  void aTornLogGivesBackEverythingBeforeTheTear() throws Exception {
    int count = 60;
    for (int i = 0; i < count; i++) {
      append(filler(i));
    }
    for (int cut = 1; cut < 2_500; cut += 311) {
      Path image = second.resolve("cut" + cut);
      copy(folder.resolve("journal"), image.resolve("journal"));
      Path log = fileWith(image, ".log", "filler-1");
      byte[] bytes = Files.readAllBytes(log);
      Files.write(log, Arrays.copyOf(bytes, written(bytes) - cut));
      try (RocksJournal crashed = open(image, WINDOW, InstantSource.fixed(Events.NOON))) {
        List<Long> read = positions(crashed.read(0, count, Long.MAX_VALUE));
        assertThat(read).hasSizeBetween(count - 4, count - 1);
        assertThat(read.getLast()).isEqualTo(read.size() - 1);
        assertThat(crashed.damaged()).isZero();
        Kept next = crashed.append(List.of(new Entry.Event(event("next")))).join().getFirst();
        assertThat(position(next)).isEqualTo(read.size());
      }
    }
  }

  @Test
  void afterABufferThatCannotBeWrittenOutNothingIsTakenAnyMore() throws Exception {
    JournalConfig small =
        new JournalConfig(WINDOW, 1 << 20, 1 << 20, 8 << 20, 64, 1 << 20, 1 << 20);
    RocksJournal failing = RocksJournal.open(second, small, InstantSource.fixed(Events.NOON));
    stored(event("before"));
    try (Stream<Path> files = Files.walk(second)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 20_000; i++) {
                failing.append(List.of(new Entry.Event(filler(i)))).get(30, TimeUnit.SECONDS);
              }
            })
        .hasCauseInstanceOf(JournalFailure.class);
    String reason = failing.trouble().orElseThrow();
    assertThatThrownBy(() -> failing.append(List.of(new Entry.Event(event("later")))).join())
        .hasCauseInstanceOf(JournalFailure.class)
        .hasMessageContaining(reason);
    assertThatThrownBy(() -> failing.note(List.of())).isInstanceOf(JournalFailure.class);
    failing.close();
  }

  @Test
  void what_is_handed_out_fresh_is_what_is_read_later() {
    SafeEvent small = sent("{'a':1.50,'b':[true,{'c':12345678901}],'d':'ü'}");
    SafeEvent large = sent("{'a':'" + "x".repeat(8_000) + "'}");
    append(small);
    append(large);
    List<JournaledEvent> fresh = journal.read(0, 10);
    List<JournaledEvent> later = journal.read(0, 10);
    assertThat(fresh.getFirst().event()).as("not decoded").isSameAs(small);
    assertThat(fresh.getLast().event()).as("too large to be held").isNotSameAs(large);
    assertThat(later.getFirst().event()).as("handed out once").isNotSameAs(small);
    assertThat(fresh).isEqualTo(later);
  }

  private static SafeEvent sent(String properties) {
    String event =
        "{'id':'%s','name':'purchase','time':'2026-11-20T10:00:00Z','properties':%s}"
            .formatted("e" + properties.length(), properties);
    return Events.safe(Events.json(event));
  }

  @Test
  void droppingGivesTheSpaceBack() {
    Instant old = Events.NOON.minus(Duration.ofDays(20));
    for (int i = 0; i < 40; i++) {
      appendThousand("old" + i, old.plusSeconds(i));
    }
    appendThousand("new", Events.NOON);
    reopen();
    long before = journal.bytes();
    assertThat(journal.dropBefore(Events.NOON)).isEqualTo(40_000);
    assertThat(journal.bytes()).isLessThan(before / 10);
    assertThat(journal.read(0, 2_000, Long.MAX_VALUE)).hasSize(1_000);
  }

  private void appendThousand(String name, Instant at) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      entries.add(new Entry.Event(received(event(name + "-" + i), at)));
    }
    journal.append(entries).join();
  }

  private void fill(int count) {
    for (int i = 0; i < count; i += 50) {
      List<Entry> entries = new ArrayList<>();
      for (int j = i; j < i + 50; j++) {
        entries.add(new Entry.Event(filler(j)));
      }
      journal.append(entries).join();
    }
  }

  private static SafeEvent filler(int number) {
    ObjectNode body =
        Events.json(
            "{'id':'filler-%d','name':'purchase','time':'2026-11-20T10:00:00Z'}".formatted(number));
    body.put("filler", "x".repeat(600));
    return Events.safe(body);
  }

  private static List<Long> positions(List<JournaledEvent> events) {
    return events.stream().map(JournaledEvent::position).toList();
  }

  private static Path fileWith(Path folder, String ending, String text) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("journal"))) {
      for (Path file : files.filter(one -> one.toString().endsWith(ending)).toList()) {
        if (indexOf(Files.readAllBytes(file), text) >= 0) {
          return file;
        }
      }
    }
    throw new AssertionError("no file with " + text);
  }

  private static void flip(Path file, String text) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[indexOf(bytes, text)] ^= 1;
    Files.write(file, bytes);
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  /** A log is allocated ahead: the length of what was written to it. */
  private static int written(byte[] log) {
    int length = log.length;
    while (log[length - 1] == 0) {
      length--;
    }
    return length;
  }

  /** What a crash would leave: everything that is acknowledged is in these files. */
  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private static void withRawDatabase(Path path, Change change) throws RocksDBException {
    List<ColumnFamilyDescriptor> families = new ArrayList<>();
    for (Family family : Family.values()) {
      families.add(new ColumnFamilyDescriptor(Keys.text(family.word())));
    }
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    try (DBOptions options = new DBOptions();
        RocksDB db = RocksDB.open(options, path.toString(), families, handles)) {
      change.to(db, handles);
      handles.forEach(ColumnFamilyHandle::close);
    }
  }

  private interface Change {
    void to(RocksDB db, List<ColumnFamilyHandle> handles) throws RocksDBException;
  }
}
