package io.tagyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DayAllowanceTest {
  private final Kit.Clock clock = new Kit.Clock();

  @Test
  void theWholeAllowanceComesBackADayAfterItsFirstUse() {
    DayAllowance day = new DayAllowance(2, clock, Map.of());
    assertThat(day.spent()).isEmpty();
    day.spend();
    clock.passes(Duration.ofHours(23));
    day.spend();
    assertThat(day.available()).isZero();
    assertThat(day.pause()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    clock.passes(Duration.ofHours(1));
    assertThat(day.available()).isEqualTo(2);
    assertThat(day.pause()).isZero();
  }

  @Test
  void whatWasSpentGoesOnFromWhatWasKept() {
    DayAllowance before = new DayAllowance(2, clock, Map.of());
    before.spend();
    before.spend();
    DayAllowance after = new DayAllowance(2, clock, before.spent());
    assertThat(after.available()).isZero();
    assertThat(new DayAllowance(5, clock, before.spent()).available())
        .as("a raised allowance leaves the rest")
        .isEqualTo(3);
    clock.passes(Duration.ofDays(1));
    assertThat(after.available()).isEqualTo(2);
  }
}
