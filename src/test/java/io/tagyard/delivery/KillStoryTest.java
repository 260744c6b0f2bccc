package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.byOrder;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Fate;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.JournalConfig;
import io.tagyard.journal.Receipt;
import io.tagyard.journal.RocksJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Kills at random moments under random answers: nothing lost, the balance exact, little twice. */
class KillStoryTest {
  private static final List<String> NAMES = List.of("steady", "flaky", "ordered");
  private static final int ROUNDS = 5;
  private static final int EVENTS = 150;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void nothingIsLostInMemory(long seed) throws Exception {
    killsAndRestarts(new MemoryJournal(), seed);
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6})
  void nothingIsLostInTheRealJournal(long seed, @TempDir Path folder) throws Exception {
    try (EventJournal journal =
        RocksJournal.open(folder, JournalConfig.DEFAULT, InstantSource.system())) {
      killsAndRestarts(journal, seed);
    }
  }

  private static void killsAndRestarts(EventJournal journal, long seed) throws Exception {
    Random random = new Random(seed);
    AtomicBoolean faults = new AtomicBoolean(true);
    try (Kit kit =
        Kit.on(journal)
            .with("steady", tuning(10))
            .with("flaky", tuning(1))
            .with("ordered", byOrder(tuning(1)), Set.of("refund"), "f1")) {
      for (String name : List.of("flaky", "ordered")) {
        kit.answers(name, r -> kit.status(faults.get() ? drawn(random) : 200, "no", Map.of()));
      }
      kit.started();
      for (int round = 0; round < ROUNDS; round++) {
        int some = kit.got("steady").size() + random.nextInt(EVENTS);
        for (int i = 0; i < EVENTS; i++) {
          String name = i % 10 == 9 ? "refund" : "purchase";
          kit.event("e" + round + "-" + i, name, "O" + round + "-" + i / 10, "{}", "10");
        }
        until("some went out", () -> kit.got("steady").size() >= some);
        kit.clock.passes(Duration.ofSeconds(random.nextInt(8)));
        kit.killed();
        kit.balanced();
      }
      faults.set(false);
      until(
          "all has ended",
          () -> {
            kit.clock.passes(Duration.ofSeconds(2));
            return NAMES.stream().allMatch(name -> ended(kit, name));
          });
      NAMES.forEach(name -> judge(kit, name));
    }
  }

  private static int drawn(Random random) {
    synchronized (random) {
      int drawn = random.nextInt(10);
      return drawn < 7 ? 200 : drawn < 9 ? 503 : 400;
    }
  }

  private static boolean ended(Kit kit, String name) {
    BalanceLine line = kit.line(name);
    return line.complete() && line.pending() == 0 && line.parked() == 0;
  }

  private static void judge(Kit kit, String name) {
    BalanceLine line = kit.line(name);
    int all = ROUNDS * EVENTS;
    assertThat(line.matched()).as(name).isEqualTo(all);
    assertThat(line.imbalance()).as(name).isZero();
    Set<String> got = new HashSet<>();
    kit.got(name).forEach(text -> got.add(text.split(" ")[0]));
    Set<String> dead = new HashSet<>();
    kit.parking.deadFrom(kit.id(name), 0).forEach(row -> dead.add(row.eventId()));
    assertThat(line.dead()).as(name).isEqualTo(dead.size());
    assertThat(kit.parking.parkedCount(kit.id(name))).as(name).isZero();
    assertThat(got.size() + line.withheld() + line.dead())
        .as(name + " reached, withheld or dead")
        .isGreaterThanOrEqualTo(all);
    assertThat(line.delivered() + line.withheld() + line.dead()).isEqualTo(all);
    Map<Fate, Long> told =
        kit.journal.receiptsFrom(kit.id(name), 0, all + 1).stream()
            .collect(Collectors.groupingBy(Receipt::fate, Collectors.counting()));
    assertThat(told.getOrDefault(Fate.DELIVERED, 0L)).as(name).isEqualTo(line.delivered());
    assertThat(told.getOrDefault(Fate.WITHHELD, 0L)).as(name).isEqualTo(line.withheld());
    assertThat(told.getOrDefault(Fate.DEAD, 0L)).as(name).isEqualTo(line.dead());
    assertThat(kit.got(name).size() - got.size())
        .as(name + " got twice")
        .isLessThanOrEqualTo(ROUNDS * kit.config.concurrency() * (name.equals("steady") ? 10 : 1));
  }
}
