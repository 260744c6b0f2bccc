package io.tagyard.delivery;

import static io.tagyard.event.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPlanTest {
  private static final Duration DAYS = Duration.ofDays(30);
  private static final List<Long> SECONDS =
      List.of(5L, 30L, 120L, 600L, 1_800L, 3_600L, 10_800L, 21_600L, 43_200L, 86_400L);

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyPauseIsItsStepWithinTwentyPercent(long seed) {
    Random random = new Random(seed);
    RetryPlan plan = new RetryPlan(DAYS, Optional.empty());
    for (int attempts = 1; attempts <= SECONDS.size(); attempts++) {
      for (int i = 0; i < 200; i++) {
        Instant due = plan.next(attempts, NOON, NOON, NOON, random).orElseThrow();
        double seconds = Duration.between(NOON, due).toMillis() / 1000.0;
        assertThat(seconds)
            .isBetween(
                SECONDS.get(attempts - 1) * 0.8 - 0.001, SECONDS.get(attempts - 1) * 1.2 + 0.001);
      }
    }
  }

  @Test
  void theJitterUsesItsWholeRange() {
    Random random = new Random(5);
    RetryPlan plan = new RetryPlan(DAYS, Optional.empty());
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      Instant due = plan.next(1, NOON, NOON, NOON, random).orElseThrow();
      pauses.add(Duration.between(NOON, due).toMillis());
    }
    assertThat(pauses).anyMatch(ms -> ms < 4_200).anyMatch(ms -> ms > 5_800);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void dueTimesGrowAndEndExactlyAtTheEnd(long seed) {
    Random random = new Random(seed);
    Duration retryFor = Duration.ofMinutes(1 + random.nextInt(4_000));
    RetryPlan plan = new RetryPlan(retryFor, Optional.empty());
    Instant now = NOON;
    int attempts = 1;
    Optional<Instant> due = plan.next(attempts, NOON, NOON, now, random);
    while (due.isPresent()) {
      assertThat(due.get()).isAfter(now).isBeforeOrEqualTo(NOON.plus(retryFor));
      now = due.get();
      attempts++;
      due = plan.next(attempts, NOON, NOON, now, random);
    }
    assertThat(now).isEqualTo(NOON.plus(retryFor));
  }

  @Test
  void theEventsAgeEndsItWhenThatIsEarlier() {
    RetryPlan plan = new RetryPlan(DAYS, Optional.of(Duration.ofHours(1)));
    Instant old = NOON.minus(Duration.ofMinutes(59));
    Random random = new Random(1);
    assertThat(plan.next(5, NOON, old, NOON, random)).contains(NOON.plus(Duration.ofMinutes(1)));
    assertThat(plan.next(5, NOON, old, NOON.plus(Duration.ofMinutes(1)), random)).isEmpty();
  }

  @Test
  void theWholeScheduleTakesAboutTwoDays() {
    assertThat(SECONDS.stream().mapToLong(Long::longValue).sum())
        .isBetween(Duration.ofHours(46).toSeconds(), Duration.ofHours(47).toSeconds());
  }
}
