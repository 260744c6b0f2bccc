package io.tagyard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Events;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.Entry;
import io.tagyard.journal.JournalConfig;
import io.tagyard.journal.RocksJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The journal under load that does not end, in small files: half a minute passes with each round.
 */
class LettingGoTest {
  private static final int MIB = 1 << 20;
  private static final long BOUND = 16L * MIB;
  private static final Duration ROUND = Duration.ofSeconds(30);
  private static final int EVENTS_A_ROUND = 500;

  @TempDir Path folder;

  private RocksJournal journal;
  private Instant now = Events.NOON;
  private int numbers;

  @BeforeEach
  void aJournalOfSmallFiles() {
    journal =
        RocksJournal.open(
            folder,
            new JournalConfig(Duration.ofDays(7), MIB, MIB, MIB, 64, MIB, MIB, false),
            InstantSource.fixed(now));
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void theJournalStaysWithinItsBytesHoweverMuchComes() {
    LettingGo lettingGo = lettingGo(Optional.empty());
    long written = 0;
    for (int round = 0; round < 70; round++) {
      written += load();
      lettingGo.byBytes(now);
      assertThat(journal.bytes())
          .as("round %d", round)
          .isLessThan(BOUND + 3 * MIB); // what cannot go yet: the last minute
    }
    assertThat(written).isGreaterThan(4 * BOUND);
    assertThat(journal.first()).isPositive();
    assertThat(journal.end() - journal.first())
        .as("no more goes than must")
        .isGreaterThan(4L * EVENTS_A_ROUND);
  }

  @Test
  void whatALaneStillNeedsStaysAlsoBeyondTheBytes() {
    Instant needed = now.plus(ROUND.multipliedBy(3));
    for (int round = 0; round < 40; round++) {
      load();
      lettingGo(Optional.of(needed)).byBytes(now);
      lettingGo(Optional.of(needed)).byTime(now.plus(Duration.ofDays(30)));
    }
    assertThat(journal.bytes()).isGreaterThan(2 * BOUND);
    assertThat(journal.at(3L * EVENTS_A_ROUND)).isPresent();

    lettingGo(Optional.empty()).byBytes(now);
    assertThat(journal.bytes()).isLessThan(BOUND + 3 * MIB);
  }

  @Test
  void whatIsOlderThanTheTimeGoes() {
    load();
    Instant half = now;
    load();
    lettingGo(Optional.empty()).byTime(half.plus(Duration.ofDays(1)));
    assertThat(journal.first()).isEqualTo(EVENTS_A_ROUND);
  }

  private LettingGo lettingGo(Optional<Instant> needed) {
    return new LettingGo(journal, () -> needed, Duration.ofDays(1), BOUND);
  }

  private long load() {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < EVENTS_A_ROUND; i++) {
      entries.add(new Entry.Event(event("e" + numbers++)));
    }
    journal.append(entries).join();
    now = now.plus(ROUND);
    return EVENTS_A_ROUND * 2_000L;
  }

  private SafeEvent event(String id) {
    ObjectNode body =
        Events.json("{'id':'%s','name':'purchase','time':'2026-11-20T10:00:00Z'}".formatted(id));
    body.put("filler", "x".repeat(2_000));
    return Events.receivedAt(body, now);
  }
}
