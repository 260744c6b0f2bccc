package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.byOrder;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Fate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wall clock that is set: nothing waits for longer or shorter, and somebody is told. */
class ClockJumpTest {
  private static final String ALARM = "clock_jumped clock";

  private static void noticed(Kit kit, int times) {
    until("noticed", () -> kit.alarms.stream().filter(ALARM::equals).count() == times);
  }

  @ParameterizedTest(name = "{0} s")
  @ValueSource(longs = {-14_400, -60, 60, 7_200, 2_592_000})
  void aPauseIsAsLongAsItWasAskedFor(long seconds) throws Exception {
    AtomicBoolean busy = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers(
          "shop",
          r ->
              busy.get()
                  ? kit.status(429, "", Map.of("retry-after", List.of("600")))
                  : kit.status(200));
      kit.started();
      kit.events("e", 5);
      until("slowed", () -> kit.state("shop") == LaneState.SLOWED);
      busy.set(false);
      kit.clock.jumps(Duration.ofSeconds(seconds));
      noticed(kit, 1);
      Instant shown = Objects.requireNonNull(kit.until("shop"));
      assertThat(Duration.between(kit.clock.instant(), shown).toSeconds()).isBetween(570L, 600L);
      kit.clock.passes(Duration.ofSeconds(560));
      assertThat(kit.asked("shop")).isOne();
      kit.clock.passes(Duration.ofSeconds(41));
      kit.untilDelivered("shop", 5);
    }
  }

  @Test
  void twoHoursAheadAndFourBackStopNothing() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1)).with("ordered", byOrder(tuning(1)))) {
      List.of("shop", "ordered")
          .forEach(name -> kit.answers(name, r -> kit.status(down.get() ? 500 : 200)));
      kit.started();
      for (int i = 0; i < 6; i++) {
        kit.event("e" + i, "purchase", "O" + i % 2, "{}", "1");
      }
      until("parked", () -> kit.line("shop").parked() == 6 && kit.line("ordered").parked() == 6);
      kit.clock.jumps(Duration.ofHours(2));
      noticed(kit, 1);
      kit.clock.jumps(Duration.ofHours(-4));
      noticed(kit, 2);
      down.set(false);
      for (String name : List.of("shop", "ordered")) {
        until(
            name,
            () -> {
              kit.clock.passes(Duration.ofMillis(20));
              return kit.line(name).delivered() == 6;
            });
        assertThat(kit.got(name)).doesNotHaveDuplicates();
      }
      assertThat(kit.clock.passed()).as("not much later").isLessThan(Duration.ofMinutes(5));
      kit.balanced();
    }
  }

  @Test
  void aMonthAheadBuriesNothingAndTriesNothingEarly() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers("shop", r -> kit.status(500));
      kit.started();
      long position = kit.event("e");
      for (int attempts = 1; attempts <= 3; attempts++) {
        int now = attempts;
        until("parked", () -> kit.attempts("shop", position) == now);
        kit.clock.passes(RetryPlan.longest(now));
      }
      until("parked for ten minutes", () -> kit.attempts("shop", position) == 4);
      int asked = kit.asked("shop");
      kit.clock.jumps(Duration.ofDays(30));
      noticed(kit, 1);
      kit.events("more", 1);
      until("they are tried", () -> kit.asked("shop") == asked + 1);
      assertThat(kit.fate("shop", position)).isEqualTo(Fate.PARKED);
      assertThat(kit.attempts("shop", position)).isEqualTo(4);
      kit.clock.passes(Duration.ofMinutes(13));
      until("tried again in time", () -> kit.attempts("shop", position) == 5);
      assertThat(kit.line("shop").dead()).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({"2, 0", "-2, 0", "4, 1", "-4, 1"})
  void aFewSecondsAreNoJump(long seconds, int alarms) {
    MovableClock clock = new MovableClock();
    SteadyClock steady = new SteadyClock(clock, clock::nanos);
    clock.passes(Duration.ofHours(5));
    assertThat(steady.jumped()).isEmpty();
    clock.jumps(Duration.ofSeconds(seconds));
    assertThat(steady.jumped().stream()).hasSize(alarms);
    assertThat(steady.jumped()).as("once").isEmpty();
  }

  @Test
  void whatWasParkedUnderAClockThatWasAheadIsTriedSoonAfterTheNextStart() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers("shop", r -> kit.status(down.get() ? 500 : 200));
      kit.started();
      kit.event("e");
      until("parked", () -> kit.line("shop").parked() == 1);
      kit.lanes.stop(Duration.ofSeconds(5));
      kit.clock.jumps(Duration.ofHours(-4));
      kit.forgetsTheClock();
      down.set(false);
      kit.lanes.start(kit.table);
      until(
          "delivered",
          () -> {
            kit.clock.passes(Duration.ofMillis(20));
            return kit.line("shop").delivered() == 1;
          });
      assertThat(kit.clock.passed()).isLessThan(Duration.ofMinutes(1));
      assertThat(kit.alarms).isEmpty();
    }
  }
}
