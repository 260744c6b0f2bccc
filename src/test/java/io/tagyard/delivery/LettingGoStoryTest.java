package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the store keeps, and for how long. */
class LettingGoStoryTest {
  private static final Duration LETTERS = Duration.ofDays(30);
  private static final Duration ORDERS = Duration.ofDays(400);

  @Test
  void deadLettersGoSomeTimeAfterTheyStoppedBeingUsefulAndStillCount() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers("shop", request -> kit.status(400, "no", Map.of())).started();
      kit.events("e", 3);
      until("buried", () -> kit.line("shop").dead() == 3);
      Instant useful = kit.clock.instant().plus(kit.config.retention());

      purge(kit).round(useful.plus(LETTERS).minusSeconds(60));
      assertThat(letters(kit)).isEqualTo(3);

      purge(kit).round(useful.plus(LETTERS).plusSeconds(60));
      assertThat(letters(kit)).isZero();
      assertThat(kit.line("shop").dead()).isEqualTo(3);
      balanced(kit);
      kit.restarted();
      assertThat(kit.line("shop").dead()).isEqualTo(3);
      balanced(kit);
    }
  }

  @Test
  void anOrderIsForgottenWhenNoCorrectionOfItIsTakenAnyMore() throws Exception {
    Duration correction = Duration.ofDays(55);
    try (Kit kit =
        Kit.empty()
            .to(
                "ads",
                new TestDestination(
                    "ads.example", 1, Set.of("refund"), Optional.empty(), Optional.of(correction)))
            .with("shop", tuning(1), Set.of("refund"), "f1")
            .started()) {
      kit.event("sale");
      kit.untilDelivered("ads", 1);
      kit.untilDelivered("shop", 1);
      Instant sold = kit.clock.instant();

      purge(kit).round(sold.plus(correction).minusSeconds(60));
      assertThat(kit.parking.state(kit.id("ads"), "ORD-sale")).isPresent();

      purge(kit).round(sold.plus(correction).plusSeconds(60));
      assertThat(kit.parking.state(kit.id("ads"), "ORD-sale")).isEmpty();
      assertThat(kit.parking.state(kit.id("shop"), "ORD-sale")).isPresent();

      purge(kit).round(sold.plus(ORDERS).plusSeconds(60));
      assertThat(kit.parking.state(kit.id("shop"), "ORD-sale")).isEmpty();
    }
  }

  @Test
  void whatWasSpentOfADayIsKnownAfterARestart() throws Exception {
    TestDestination three =
        new TestDestination("ads.example", 1, Set.of(), Optional.of(3L), Optional.empty());
    try (Kit kit = Kit.empty().to("ads", three).started()) {
      kit.events("a", 5);
      kit.untilDelivered("ads", 3);
      kit.restarted();
      kit.events("b", 1);
      until("counted", () -> kit.line("ads").pending() == 3 && kit.line("ads").complete());
      assertThat(kit.got("ads")).hasSize(3);

      kit.clock.passes(Duration.ofHours(25));
      kit.untilDelivered("ads", 6);
    }
  }

  @Test
  void aLegThatWaitsForConsentIsLookedAtAgainWhenTheRoutesAreOthers() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).started()) {
      kit.event("held", "purchase", "{'held':true}");
      until("held", () -> kit.line("shop").parked() == 1);
      assertThat(kit.got("shop")).isEmpty();

      kit.consentCame = true;
      kit.revision = "8a2b3c4";
      kit.with("shop", tuning(1)).reload();

      kit.untilDelivered("shop", 1);
      kit.balanced();
    }
  }

  private static Purge purge(Kit kit) {
    return new Purge(kit.lanes, LETTERS, ORDERS);
  }

  private static long letters(Kit kit) {
    return new DeadLetters(kit.lanes)
        .count(new DeadLetters.Filter(kit.workspace, "", "", null, ""));
  }

  private static void balanced(Kit kit) {
    kit.lanes.balance().check();
    kit.lanes.balance().check();
    assertThat(kit.alarms).isEmpty();
    kit.balanced();
  }
}
