package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.patient;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hours that pass, and clocks that jump (scenarios 7 and 19). */
class ClockStoryTest {
  @Test
  void anHourOfOutageCostsFewAttemptsAndNothingIsBuried() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1)).with("other", tuning(10))) {
      kit.answers("shop", r -> kit.status(down.get() ? 500 : 200));
      kit.started();
      kit.events("e", 300);
      until("open", () -> kit.state("shop") == LaneState.OPEN);
      int stopped = kit.asked("shop");
      int looks = 12;
      for (int i = 0; i < looks; i++) {
        int asked = kit.asked("shop");
        kit.clock.passes(Duration.ofHours(1).dividedBy(looks));
        until("probed once more", () -> kit.asked("shop") > asked);
      }
      assertThat(kit.asked("shop") - stopped).as("one probe at a time").isLessThan(2 * looks);
      assertThat(kit.line("shop").dead()).isZero();
      assertThat(kit.line("other").delivered()).isEqualTo(300);

      down.set(false);
      until(
          "the backlog is gone",
          () -> {
            kit.clock.passes(Duration.ofSeconds(1));
            return kit.line("shop").delivered() == 300;
          });
      assertThat(kit.got("shop")).doesNotHaveDuplicates();
      kit.balanced();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-14_400, -3_600, 3_600, 600, 604_800})
  void aClockThatJumpsMakesNoStormAndLosesNothing(long seconds) throws Exception {
    AtomicBoolean failing = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers(
          "shop",
          r -> kit.status(failing.get() && Kit.lines(r).getFirst().contains("bad") ? 500 : 200));
      kit.started();
      kit.event("bad");
      until("parked", () -> kit.line("shop").parked() == 1);
      int asked = kit.asked("shop");

      kit.clock.jumps(Duration.ofSeconds(seconds));
      for (int i = 0; i < 20; i++) {
        kit.event("good" + i);
      }
      kit.untilDelivered("shop", 20);
      assertThat(kit.asked("shop") - asked).as("no storm").isLessThanOrEqualTo(20 + 2);
      assertThat(kit.line("shop").dead()).as("nothing expired early").isZero();

      failing.set(false);
      kit.clock.passes(Duration.ofSeconds(10));
      kit.untilDelivered("shop", 21);
      kit.balanced();
    }
  }

  @Test
  void aBatchThatIsBeingFilledLeavesAlthoughTheClockIsSetBack() throws Exception {
    try (Kit kit =
        Kit.empty().with("shop", patient(tuning(100), Duration.ofMinutes(1))).started()) {
      kit.event("waiting");
      until("taken", () -> kit.lanes.lane(kit.id("shop")).orElseThrow().inMemory() == 1);
      kit.clock.jumps(Duration.ofHours(-1));
      kit.untilDelivered("shop", 1);
    }
  }
}
