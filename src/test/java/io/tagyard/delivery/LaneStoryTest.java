package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Answer;
import io.tagyard.event.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a lane does with its destination's answers. */
class LaneStoryTest {
  @Test
  void everyConnectionGetsEveryEventOnce() throws Exception {
    try (Kit kit = Kit.empty().with("one", tuning(1)).with("many", tuning(50)).started()) {
      kit.events("e", 300);

      kit.untilDelivered("one", 300);
      kit.untilDelivered("many", 300);
      assertThat(kit.got("one")).hasSize(300).doesNotHaveDuplicates();
      assertThat(kit.got("many")).hasSize(300).doesNotHaveDuplicates();
      assertThat(kit.asked("many")).isLessThan(100);
      kit.balanced();
    }
  }

  @Test
  void anEventThatFailsAloneIsParkedAndTriedAgainWhenDue() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (Kit kit = Kit.empty().with("shop", tuning(1)).started()) {
      kit.answers("shop", r -> kit.status(tries.incrementAndGet() == 1 ? 503 : 200));
      long position = kit.event("e1");

      until("parked", () -> kit.line("shop").parked() == 1);
      assertThat(kit.fate("shop", position)).isEqualTo(Fate.PARKED);
      assertThat(kit.parking.parkedCount(kit.id("shop"))).isOne();
      kit.clock.passes(Duration.ofSeconds(7));
      kit.untilDelivered("shop", 1);
      assertThat(kit.receipt("shop", position).orElseThrow().attempts()).isEqualTo(2);
      assertThat(kit.parking.parkedCount(kit.id("shop"))).isZero();
      kit.balanced();
    }
  }

  @Test
  void aLegIsDeadWithReasonExpiredWhenItsTimeIsOver() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).started()) {
      kit.answers("shop", r -> kit.status(503));
      long position = kit.event("e1");

      until("parked", () -> kit.fate("shop", position) == Fate.PARKED);
      kit.clock.passes(Duration.ofHours(48));
      until("dead", () -> kit.fate("shop", position) == Fate.DEAD);
      assertThat(kit.receipt("shop", position).orElseThrow().reason()).isEqualTo("expired");
      assertThat(kit.parking.deadCount(kit.id("shop"))).isOne();
      kit.balanced();
    }
  }

  @Test
  void aRefusedEventIsADeadLetterAtOnce() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).started()) {
      kit.answers("shop", r -> kit.status(400, "no such currency, key s3cret", Map.of()));
      long position = kit.event("e1");

      until("dead", () -> kit.fate("shop", position) == Fate.DEAD);
      DeadLetterRow letter = kit.parking.deadFrom(kit.id("shop"), 0).getFirst();
      assertThat(letter.reason()).isEqualTo("refused");
      assertThat(letter.answer()).contains("no such currency").doesNotContain("s3cret");
      assertThat(letter.attempts()).isOne();
      assertThat(letter.kind()).isEqualTo("undeliverable");
    }
  }

  @Test
  void aRefusedBatchIsHalvedUntilTheCulpritIsAlone() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(50))) {
      kit.answers(
          "shop", r -> kit.status(Kit.lines(r).contains("e31") ? 400 : 200, "bad", Map.of()));
      kit.started();
      kit.events("e", 50);

      kit.untilDelivered("shop", 49);
      until("dead", () -> kit.line("shop").dead() == 1);
      assertThat(kit.got("shop")).hasSize(49).doesNotContain("e31").doesNotHaveDuplicates();
      kit.balanced();
    }
  }

  @Test
  void noRequestIsLargerThanThePlatformTakes() throws Exception {
    TestDestination small =
        new TestDestination("shop.example", 50, Set.of(), Optional.empty(), Optional.empty(), 20);
    List<Integer> sizes = new CopyOnWriteArrayList<>();
    try (Kit kit = Kit.empty().to("shop", small)) {
      kit.answers(
          "shop",
          r -> {
            sizes.add(r.body().length);
            return kit.status(200);
          });
      kit.started();
      kit.events("e", 100);
      kit.events("larger-than-a-whole-request-", 1);

      kit.untilDelivered("shop", 101);
      assertThat(kit.got("shop")).hasSize(101).doesNotHaveDuplicates();
      assertThat(sizes).filteredOn(size -> size > 20).as("one event cannot be halved").hasSize(1);
      kit.balanced();
    }
  }

  @Test
  void aPartlyRefusedBatchBuriesOnlyTheCulprits() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(50))) {
      kit.answers("shop", r -> kit.status(207, "7,31", Map.of()));
      kit.lanes.start(kit.table);
      kit.lanes.pause(kit.id("shop"));
      kit.events("e", 50);
      until("handed out", () -> kit.line("shop").pending() == 50);
      kit.lanes.resume(kit.id("shop"));

      kit.untilDelivered("shop", 48);
      until("dead", () -> kit.line("shop").dead() == 2);
      assertThat(kit.asked("shop")).isOne();
      kit.balanced();
    }
  }

  @Test
  void aPoisonEventIsOneDeadLetterAndTheLaneGoesOn() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).started()) {
      kit.event("before");
      long poison =
          kit.keep(
              io.tagyard.event.Events.json(
                  "{'id':'p','name':'purchase','time':'%s','partner':{'host':'throws'}}"
                      .formatted(kit.clock.instant())));
      kit.event("after");

      kit.untilDelivered("shop", 2);
      until("dead", () -> kit.fate("shop", poison) == Fate.DEAD);
      DeadLetterRow letter = kit.parking.deadFrom(kit.id("shop"), 0).getFirst();
      assertThat(letter.reason()).isEqualTo("mapping_failed");
      assertThat(letter.kind()).isEqualTo("internal");
    }
  }

  @Test
  void aThrottledLaneWaitsAsLongAsAskedAndCountsNoAttempt() throws Exception {
    AtomicBoolean throttle = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers(
          "shop",
          r ->
              throttle.get()
                  ? kit.status(429, "", Map.of("retry-after", List.of("120")))
                  : kit.status(200));
      kit.started();
      long position = kit.event("e1");
      kit.events("more", 5);

      until("slowed", () -> kit.state("shop") == LaneState.SLOWED);
      throttle.set(false);
      kit.clock.passes(Duration.ofSeconds(100));
      kit.event("late");
      until("handed out", () -> kit.line("shop").pending() == 7);
      assertThat(kit.asked("shop")).isOne();
      kit.clock.passes(Duration.ofSeconds(21));
      kit.untilDelivered("shop", 7);
      assertThat(kit.receipt("shop", position).orElseThrow().attempts()).isOne();
      assertThat(kit.state("shop")).isEqualTo(LaneState.HEALTHY);
    }
  }

  @Test
  void anAbsurdRetryAfterIsCapped() throws Exception {
    AtomicBoolean throttle = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers(
          "shop",
          r ->
              throttle.get()
                  ? kit.status(429, "", Map.of("retry-after", List.of("99999999")))
                  : kit.status(200));
      kit.started();
      kit.event("e1");

      until("slowed", () -> kit.state("shop") == LaneState.SLOWED);
      throttle.set(false);
      kit.clock.passes(Duration.ofHours(6).plusSeconds(1));
      kit.untilDelivered("shop", 1);
    }
  }

  @Test
  void aBadTokenStopsTheLaneAtOnceAndCorrectedSettingsResumeIt() throws Exception {
    AtomicBoolean bad = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1)).with("other", tuning(1))) {
      kit.answers("shop", r -> kit.status(bad.get() ? 401 : 200));
      kit.started();
      kit.events("e", 100);

      kit.untilDelivered("other", 100);
      until("stopped", () -> kit.state("shop") == LaneState.MISCONFIGURED);
      assertThat(kit.asked("shop")).isOne();
      assertThat(kit.alarms).containsExactly("lane_stopped " + kit.id("shop"));
      assertThat(kit.parking.deadCount(kit.id("shop"))).isZero();

      bad.set(false);
      kit.with("shop", tuning(1), java.util.Set.of(), "f2").reload();
      kit.untilDelivered("shop", 100);
      until("cleared", () -> kit.alarms.size() == 2);
      assertThat(kit.got("shop")).doesNotHaveDuplicates();
      kit.balanced();
    }
  }

  @Test
  void aMisconfiguredLaneProbesSlowlyAndAlarmsOnce() throws Exception {
    AtomicBoolean bad = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers("shop", r -> kit.status(bad.get() ? 401 : 200));
      kit.started();
      kit.events("e", 10);

      until("stopped", () -> kit.state("shop") == LaneState.MISCONFIGURED);
      kit.clock.passes(Duration.ofMinutes(5).plusSeconds(1));
      until("probed", () -> kit.asked("shop") == 2);
      bad.set(false);
      kit.clock.passes(Duration.ofMinutes(5).plusSeconds(1));
      kit.untilDelivered("shop", 10);
      assertThat(kit.alarms)
          .containsExactly("lane_stopped " + kit.id("shop"), "over lane_stopped " + kit.id("shop"));
    }
  }

  @Test
  void anOutageStopsTheLaneWhereItIsAndParksNothingMore() throws Exception {
    AtomicBoolean down = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1)).with("other", tuning(1))) {
      kit.answers("shop", r -> kit.status(down.get() ? 500 : 200));
      kit.started();
      kit.events("e", 500);

      kit.untilDelivered("other", 500);
      until("open", () -> kit.state("shop") == LaneState.OPEN);
      assertThat(kit.line("shop").parked()).isLessThanOrEqualTo(20);
      int asked = kit.asked("shop");
      kit.clock.passes(Duration.ofSeconds(6));
      until("probed", () -> kit.asked("shop") > asked);
      assertThat(kit.asked("shop")).isLessThanOrEqualTo(asked + 2);

      down.set(false);
      kit.clock.passes(Duration.ofSeconds(60));
      kit.untilDelivered("shop", 500);
      assertThat(kit.got("shop")).doesNotHaveDuplicates();
      assertThat(kit.parking.deadCount(kit.id("shop"))).isZero();
      kit.balanced();
    }
  }

  @Test
  void aHangingConnectionHoldsUpNobodyElse() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    try (Kit kit = Kit.empty().with("slow", tuning(1)).with("fast", tuning(10))) {
      kit.answers(
          "slow",
          r -> {
            try {
              hang.await();
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return kit.status(200);
          });
      kit.started();
      kit.events("e", 5_000);

      kit.untilDelivered("fast", 5_000);
      until("all counted", () -> kit.line("slow").pending() == 5_000);
      assertThat(kit.asked("slow")).as("one in flight after a start").isOne();
      hang.countDown();
      kit.untilDelivered("slow", 5_000);
      assertThat(kit.got("slow")).doesNotHaveDuplicates();
      kit.balanced();
    }
  }

  @Test
  void whenMostLanesReachNobodyNothingIsBuried() throws Exception {
    AtomicBoolean cut = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("a", tuning(1)).with("b", tuning(1)).with("c", tuning(1))) {
      for (String name : List.of("a", "b", "c")) {
        kit.answers(name, r -> cut.get() ? new Answer.Silence("dns_error", true) : kit.status(200));
      }
      kit.started();
      kit.events("e", 50);

      until(
          "suspecting",
          () ->
              kit.lanes.states().stream()
                      .filter(lane -> lane.state() == LaneState.SUSPECTING)
                      .count()
                  >= 2);
      for (int i = 0; i < 5; i++) {
        kit.clock.passes(Duration.ofHours(12));
      }
      cut.set(false);
      kit.clock.passes(Duration.ofSeconds(10));
      for (String name : List.of("a", "b", "c")) {
        kit.untilDelivered(name, 50);
        assertThat(kit.line(name).dead()).isZero();
      }
    }
  }
}
