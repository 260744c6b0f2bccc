package io.tagyard.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DayAllowanceTest {
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");
  private final InstantSource clock = () -> now;

  private void passes(Duration time) {
    now = now.plus(time);
  }

  @Test
  void theWholeAllowanceComesBackADayAfterItsFirstUse() {
    DayAllowance day = new DayAllowance(2, clock, Map.of());
    assertThat(day.spent()).isEmpty();
    day.spend(1);
    passes(Duration.ofHours(23));
    day.spend(1);
    assertThat(day.available()).isZero();
    assertThat(day.pause()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    passes(Duration.ofHours(1));
    assertThat(day.available()).isEqualTo(2);
    assertThat(day.pause()).isZero();
  }

  @Test
  void whatWasSpentGoesOnFromWhatWasKept() {
    DayAllowance before = new DayAllowance(2, clock, Map.of());
    before.spend(1);
    before.spend(1);
    DayAllowance after = new DayAllowance(2, clock, before.spent());
    assertThat(after.available()).isZero();
    assertThat(new DayAllowance(5, clock, before.spent()).available())
        .as("a raised allowance leaves the rest")
        .isEqualTo(3);
    passes(Duration.ofDays(1));
    assertThat(after.available()).isEqualTo(2);
  }
}
