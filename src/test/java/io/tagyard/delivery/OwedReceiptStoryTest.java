package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Fate;
import io.tagyard.journal.JournalConfig;
import io.tagyard.journal.Receipt;
import io.tagyard.journal.RocksJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A kill after the store has a leg's change and before the journal has its receipt. */
class OwedReceiptStoryTest {
  private static final String NOTE = "note";

  @Test
  void aParkedLegThatWasDeliveredBeforeTheKillIsToldAsDelivered() throws Exception {
    AtomicInteger answer = new AtomicInteger(503);
    try (Kit kit = Kit.empty().with("shop", tuning(1)).started()) {
      kit.answers("shop", r -> kit.status(answer.get()));
      long position = kit.event("e1");
      until("parked", () -> kit.fate("shop", position) == Fate.PARKED);

      answer.set(200);
      kit.dyingBefore(NOTE).clock.passes(Duration.ofSeconds(7));
      kit.untilDead();
      assertThat(kit.fate("shop", position)).as("the journal was not told").isEqualTo(Fate.PARKED);
      kit.killed();

      assertThat(kit.line("shop").delivered()).isOne();
      assertThat(kit.fate("shop", position)).isEqualTo(Fate.DELIVERED);
      assertThat(kit.receipt("shop", position).map(Receipt::attempts)).contains(2);
      assertThat(kit.asked("shop")).as("it is not sent again").isEqualTo(2);
      kit.balanced();
    }
  }

  @Test
  void aLegThatWasParkedBeforeTheKillIsToldAsParked() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).started()) {
      kit.answers("shop", r -> kit.status(503));
      kit.dyingBefore(NOTE);
      long position = kit.event("e1");
      kit.untilDead();
      assertThat(kit.receipt("shop", position)).as("the journal was not told").isEmpty();
      kit.killed();

      assertThat(kit.line("shop").parked()).isOne();
      assertThat(kit.fate("shop", position)).isEqualTo(Fate.PARKED);
      kit.balanced();
    }
  }

  @Test
  void aDeadLetterThatWasBuriedBeforeTheKillIsToldAsDead() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).started()) {
      kit.answers("shop", r -> kit.status(400));
      kit.dyingBefore(NOTE);
      long position = kit.event("e1");
      kit.untilDead();
      kit.killed();

      assertThat(kit.line("shop").dead()).isOne();
      assertThat(kit.fate("shop", position)).isEqualTo(Fate.DEAD);
      kit.balanced();
    }
  }

  @Test
  void whatTheJournalHasOnStableStorageIsOwedNoMore(@TempDir Path folder) throws Exception {
    AtomicInteger answer = new AtomicInteger(503);
    try (RocksJournal journal =
            RocksJournal.open(folder, JournalConfig.DEFAULT, InstantSource.system());
        Kit kit = Kit.on(journal).with("shop", tuning(1)).started()) {
      kit.answers("shop", r -> kit.status(answer.get()));
      long position = kit.event("e1");
      until("parked", () -> kit.fate("shop", position) == Fate.PARKED);
      answer.set(200);
      kit.clock.passes(Duration.ofSeconds(7));
      until("delivered", () -> kit.fate("shop", position) == Fate.DELIVERED);

      kit.clock.passes(Duration.ofSeconds(10));
      until("settled", () -> kit.parking.owed().of(kit.id("shop"), -1).isEmpty());
    }
  }
}
