package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.byOrder;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Answer;
import io.tagyard.destination.Outbound;
import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One event that is answered as if the settings were wrong cannot stop its lane. */
class RefusedEventStoryTest {
  private static final int WRONG = 401;

  /** These are answered 401, others 200; a batch with one of them in it is, as a whole. */
  private static Function<Outbound, Answer> refusing(Kit kit, Set<String> events) {
    return r -> kit.status(Kit.lines(r).stream().anyMatch(events::contains) ? WRONG : 200);
  }

  /** Time passes until it is so. */
  private static void later(Kit kit, String what, BooleanSupplier isSo) {
    until(
        what,
        () -> {
          kit.clock.passes(Duration.ofMillis(500));
          return isSo.getAsBoolean();
        });
  }

  @ParameterizedTest(name = "batches of {0}, the {1}th of 40")
  @CsvSource({"1, 0", "1, 17", "1, 39", "10, 0", "10, 17", "50, 39"})
  void itBecomesADeadLetterAndTheOthersAreDelivered(int batch, int place) throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(batch))) {
      kit.answers("shop", refusing(kit, Set.of("e" + place)));
      kit.started();
      List<Long> positions = kit.events("e", 40);
      later(kit, "delivered", () -> kit.line("shop").delivered() == 39);
      kit.event("later"); // the last of all has nobody to be compared with
      later(kit, "buried", () -> kit.fate("shop", positions.get(place)) == Fate.DEAD);
      later(kit, "delivered, too", () -> kit.line("shop").delivered() == 40);

      DeadLetterRow letter = kit.parking.deadFrom(kit.id("shop"), 0).getFirst();
      assertThat(letter.reason()).isEqualTo("refused");
      assertThat(letter.sentence()).contains("bad token").contains("others are accepted");
      assertThat(kit.got("shop")).hasSize(40).doesNotHaveDuplicates();
      assertThat(kit.state("shop")).isEqualTo(LaneState.HEALTHY);
      assertThat(standing(kit)).as("no alarm stands").isEmpty();
      kit.balanced();
    }
  }

  private static List<String> standing(Kit kit) {
    return kit.alarms.stream()
        .filter(alarm -> !alarm.startsWith("over "))
        .filter(alarm -> !kit.alarms.contains("over " + alarm))
        .toList();
  }

  @Test
  void whatWasAcceptedBeforeMakesTheNextOneTriedWithinASecond() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers("shop", refusing(kit, Set.of("bad")));
      kit.started();
      kit.event("before");
      kit.untilDelivered("shop", 1);
      kit.event("bad");
      until("stopped", () -> kit.state("shop") == LaneState.MISCONFIGURED);
      kit.events("after", 20);
      kit.clock.passes(Duration.ofMillis(1_001));
      kit.untilDelivered("shop", 21);
      until("buried", () -> kit.line("shop").dead() == 1);
      assertThat(kit.alarms).as("nobody needs to come").isEmpty();
    }
  }

  @Test
  void anEventThatIsAloneWaitsWithSlowProbesAndTheNextOneIsTriedWhenItComes() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers("shop", refusing(kit, Set.of("bad")));
      kit.started();
      long bad = kit.event("bad");
      until("stopped", () -> kit.state("shop") == LaneState.MISCONFIGURED);
      for (int i = 1; i <= 3; i++) {
        int asked = i;
        kit.clock.passes(Duration.ofMinutes(4));
        assertThat(kit.until("shop")).as("says when").isNotNull();
        assertThat(kit.asked("shop")).as("slowly").isEqualTo(asked);
        kit.clock.passes(Duration.ofMinutes(1).plusSeconds(1));
        until("probed", () -> kit.asked("shop") == asked + 1);
        until("stopped again", () -> kit.until("shop") != null);
      }
      assertThat(kit.fate("shop", bad)).isEqualTo(Fate.PENDING);
      kit.clock.passes(Duration.ofSeconds(11));
      kit.event("good");
      kit.untilDelivered("shop", 1);
      until("buried", () -> kit.fate("shop", bad) == Fate.DEAD);
    }
  }

  @Test
  void severalDifferentEventsAreTheSettingsAndNothingIsBuried() throws Exception {
    AtomicBoolean wrong = new AtomicBoolean();
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers("shop", r -> kit.status(wrong.get() ? WRONG : 200));
      kit.started();
      kit.event("before");
      kit.untilDelivered("shop", 1);
      wrong.set(true);
      kit.events("e", 50);
      later(kit, "alarm", () -> !kit.alarms.isEmpty());
      int asked = kit.asked("shop");
      assertThat(asked).as("those under way, and two more").isBetween(4, 20);
      kit.clock.passes(Duration.ofMinutes(4));
      assertThat(kit.asked("shop")).isEqualTo(asked);

      wrong.set(false);
      later(kit, "delivered", () -> kit.line("shop").delivered() == 51);
      assertThat(kit.line("shop").dead()).isZero();
      assertThat(kit.got("shop")).doesNotHaveDuplicates();
      assertThat(standing(kit)).isEmpty();
      kit.balanced();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10})
  void aRunOfSuchEventsIsBuriedOneByOneAndStopsNobodyForEver(int batch) throws Exception {
    Set<String> bad = Set.of("e3", "e4", "e5", "e6", "e7", "e20", "e29");
    try (Kit kit = Kit.empty().with("shop", tuning(batch))) {
      kit.answers("shop", refusing(kit, bad));
      kit.started();
      kit.events("e", 30);
      later(kit, "delivered", () -> kit.line("shop").delivered() == 23);
      kit.events("later", 20);
      later(kit, "buried", () -> kit.line("shop").dead() == bad.size());
      later(kit, "delivered, too", () -> kit.line("shop").delivered() == 43);
      assertThat(kit.got("shop")).doesNotHaveDuplicates().doesNotContainAnyElementsOf(bad);
      kit.balanced();
    }
  }

  @Test
  void laterEventsOfItsOrderWaitForItAndThoseOfOtherOrdersDoNot() throws Exception {
    try (Kit kit = Kit.empty().with("shop", byOrder(tuning(1)))) {
      kit.answers("shop", refusing(kit, Set.of("bad")));
      kit.started();
      long bad = kit.event("bad", "purchase", "A", "{}", "1");
      long same = kit.event("same", "refund", "A", "{}", "1");
      until("stopped", () -> kit.state("shop") == LaneState.MISCONFIGURED);
      kit.clock.passes(Duration.ofSeconds(30));
      until("taken", () -> kit.lanes.lane(kit.id("shop")).orElseThrow().inMemory() == 0);
      assertThat(kit.asked("shop")).as("its order waits").isOne();
      assertThat(kit.fate("shop", same)).isEqualTo(Fate.PENDING);

      kit.event("other", "purchase", "B", "{}", "1");
      kit.untilDelivered("shop", 2);
      assertThat(kit.fate("shop", bad)).isEqualTo(Fate.DEAD);
      assertThat(kit.got("shop")).containsExactly("other", "same");
    }
  }

  @Test
  void aCrashInTheMiddleForgetsTheSuspicionAndLosesNothing() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(10))) {
      kit.answers("shop", refusing(kit, Set.of("e13")));
      kit.started();
      kit.events("e", 30);
      for (int i = 0; i < 3; i++) {
        until("stopped", () -> kit.state("shop") == LaneState.MISCONFIGURED);
        kit.killed();
        kit.balanced();
      }
      later(kit, "delivered", () -> kit.line("shop").delivered() == 29);
      later(kit, "buried", () -> kit.line("shop").dead() == 1);
      assertThat(Set.copyOf(kit.got("shop"))).hasSize(29).doesNotContain("e13");
      kit.balanced();
    }
  }

  @Test
  void anAnswerThatAcceptsOthersBlamesTheEventAtOnce() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(50))) {
      kit.answers("shop", r -> kit.status(206, "7,31", Map.of()));
      kit.lanes.start(kit.table);
      kit.lanes.pause(kit.id("shop"));
      kit.events("e", 50);
      until("handed out", () -> kit.line("shop").pending() == 50);
      kit.lanes.resume(kit.id("shop"));
      kit.untilDelivered("shop", 48);
      until("dead", () -> kit.line("shop").dead() == 2);
      assertThat(kit.asked("shop")).isOne();
    }
  }

  @Test
  void whereNothingIsSentNoEventIsBlamed() throws Exception {
    Set<String> sent = ConcurrentHashMap.newKeySet();
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers(
          "shop",
          r -> {
            boolean again = !sent.add(Kit.lines(r).getFirst());
            boolean bars = Kit.lines(r).contains("e0") && !(again && sent.size() == 10);
            return bars ? new Answer.Barred("no token now") : kit.status(200);
          });
      kit.started();
      kit.events("e", 10);
      later(kit, "delivered", () -> kit.line("shop").delivered() == 10);
      assertThat(kit.line("shop").dead()).isZero();
    }
  }

  @Test
  void anotherHostIsTriedAlthoughTheFirstOneMayNotBeReached() throws Exception {
    try (Kit kit = Kit.empty().with("postback", tuning(1)).started()) {
      kit.hosts.put("inside.example", r -> new Answer.Barred("not a public address"));
      for (String host : List.of("inside", "outside", "outside", "inside", "elsewhere")) {
        kit.keep(
            Events.json(
                "{'id':'%s','name':'purchase','time':'%s','partner':{'host':'%s.example'}}"
                    .formatted(host, kit.clock.instant(), host)));
      }
      later(kit, "delivered", () -> kit.line("postback").delivered() == 3);
      assertThat(kit.line("postback").dead()).isZero();
      assertThat(standing(kit)).isEmpty();
    }
  }

  @ParameterizedTest(name = "{0} other events wait behind it")
  @ValueSource(ints = {0, 1, 20})
  void anOperatorSetsItAside(int others) throws Exception {
    AtomicBoolean wrong = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers(
          "shop", r -> kit.status(wrong.get() || Kit.lines(r).contains("bad") ? WRONG : 200));
      kit.started();
      long bad = kit.event("bad");
      kit.events("e", others);
      until("stopped", () -> kit.state("shop") == LaneState.MISCONFIGURED);
      wrong.set(false);
      assertThat(kit.lanes.setAside(kit.id("shop")).orElseThrow().id()).isEqualTo("bad");
      until("buried", () -> kit.fate("shop", bad) == Fate.DEAD);
      kit.untilDelivered("shop", others);
      assertThat(kit.receipt("shop", bad).orElseThrow().reason()).isEqualTo("refused");
      assertThat(standing(kit)).isEmpty();
      assertThat(kit.lanes.setAside(kit.id("shop"))).as("nothing more").isEmpty();
      kit.balanced();
    }
  }
}
