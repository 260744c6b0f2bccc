package io.tagyard.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tagyard.event.Events;
import io.tagyard.event.SafeEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

/** The embedded journal keeps the contract about events, and what only it promises. */
class RocksEventsTest extends EventContract implements RocksEngine {
  @TempDir Path second;

  @Test
  void aNewerFormatIsRefusedAlsoWithAFamilyThatWeDoNotKnow() throws Exception {
    append(event("a"));
    journal.close();
    RocksFolder.withRawDatabase(
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
  void whatIsHandedOutFreshIsWhatIsReadLater() {
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
}
