package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import io.tagyard.route.Workspace.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Restart, pause, reload, removal, and the story of an event. */
class OperationsStoryTest {
  @Test
  void aRestartInOrderRepeatsNothing() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(10)).started()) {
      kit.events("a", 500);
      until("some are delivered", () -> kit.got("shop").size() > 50);
      kit.restarted();
      kit.events("b", 100);
      kit.untilDelivered("shop", 600);
      assertThat(kit.got("shop")).hasSize(600).doesNotHaveDuplicates();
      kit.balanced();
    }
  }

  @Test
  void aNewConnectionStartsAtTheJournalsEnd() throws Exception {
    try (Kit kit = Kit.empty().with("old", tuning(1)).started()) {
      kit.events("before", 10);
      kit.untilDelivered("old", 10);
      kit.with("new", tuning(1)).reload();
      kit.events("after", 5);
      kit.untilDelivered("old", 15);
      kit.untilDelivered("new", 5);
      assertThat(kit.got("new")).allMatch(id -> id.startsWith("after"));
    }
  }

  @Test
  void aPausedLaneKeepsItsPlaceAlsoOverARestartAndItsBacklogIsCounted() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(10)).with("other", tuning(10)).started()) {
      kit.lanes.pause(kit.id("shop"));
      kit.events("a", 3_000);
      kit.untilDelivered("other", 3_000);
      until("counted", () -> kit.line("shop").pending() == 3_000);
      assertThat(kit.line("shop").matched()).isEqualTo(3_000);

      kit.restarted();
      assertThat(kit.state("shop")).isEqualTo(LaneState.PAUSED);
      until("counted again", () -> kit.line("shop").complete());
      assertThat(kit.line("shop").pending()).isEqualTo(3_000);
      kit.balanced();
      kit.events("b", 100);
      until("counted on", () -> kit.line("shop").pending() == 3_100);
      assertThat(kit.lanes.state(kit.id("shop")).orElseThrow().lag()).isPositive();
      assertThat(kit.got("shop")).isEmpty();

      kit.lanes.resume(kit.id("shop"));
      kit.untilDelivered("shop", 3_100);
      assertThat(kit.got("shop")).hasSize(3_100).doesNotHaveDuplicates();
      assertThat(kit.got("other")).hasSize(3_100).doesNotHaveDuplicates();
      kit.balanced();
    }
  }

  @Test
  void aBacklogThatLeftTheJournalIsToldOnceAndWhatIsLeftIsSent() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).with("other", tuning(10)).started()) {
      kit.lanes.pause(kit.id("shop"));
      kit.events("a", 3_000);
      kit.untilDelivered("other", 3_000);
      kit.clock.passes(Duration.ofMinutes(1));
      Instant kept = kit.clock.instant();
      kit.events("b", 300);
      kit.untilDelivered("other", 3_300);
      kit.journal.dropBefore(kept);

      kit.lanes.resume(kit.id("shop"));
      until("sent", () -> kit.got("shop").stream().filter(id -> id.startsWith("b")).count() == 300);
      assertThat(kit.alarms).filteredOn(one -> one.startsWith("backlog_dropped")).hasSize(1);
    }
  }

  @Test
  void aConnectionThatComesBackGoesOnWhereItWas() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).with("other", tuning(1)).started()) {
      kit.lanes.pause(kit.id("shop"));
      kit.events("a", 20);
      kit.untilDelivered("other", 20);
      kit.without("shop").reload();
      assertThat(kit.lanes.state(kit.id("shop"))).isEmpty();
      kit.with("shop", tuning(1)).reload();
      kit.lanes.resume(kit.id("shop"));
      kit.untilDelivered("shop", 20);
    }
  }

  @Test
  void aRemovedConnectionIsDrainedWhenItsWorkspaceSaysSo() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).with("other", tuning(1)).started()) {
      kit.lanes.pause(kit.id("shop"));
      kit.events("a", 20);
      kit.untilDelivered("other", 20);
      kit.without("shop");
      kit.lanes.reload(kit.table, Map.of(kit.id("shop"), Removal.DRAIN));
      kit.events("b", 5);
      until("gone", () -> kit.lanes.state(kit.id("shop")).isEmpty());
      assertThat(kit.got("shop")).hasSize(20).noneMatch(id -> id.startsWith("b"));
      until("forgotten", () -> !kit.journal.cursors().containsKey(kit.id("shop")));
    }
  }

  @Test
  void aDroppedConnectionForgetsItsBacklog() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).with("other", tuning(1)).started()) {
      kit.lanes.pause(kit.id("shop"));
      kit.events("a", 20);
      kit.untilDelivered("other", 20);
      kit.without("shop");
      kit.lanes.reload(kit.table, Map.of(kit.id("shop"), Removal.DROP));
      kit.with("shop", tuning(1)).reload();
      kit.event("b");
      kit.untilDelivered("shop", 1);
      assertThat(kit.got("shop")).containsExactly("b");
      kit.balanced();
    }
  }

  @Test
  void oneDeadHostOfAPostbackConnectionStopsNoOther() throws Exception {
    try (Kit kit = Kit.empty().with("postback", tuning(1)).started()) {
      kit.hosts.put(
          "dead.example", r -> new io.tagyard.destination.Answer.Silence("timeout", false));
      for (int i = 0; i < 200; i++) {
        String host = i % 2 == 0 ? "dead.example" : "alive.example";
        kit.keep(
            Events.json(
                "{'id':'e%d','name':'purchase','time':'%s','partner':{'host':'%s'}}"
                    .formatted(i, kit.clock.instant(), host)));
      }
      kit.untilDelivered("postback", 100);
      until("the others are parked", () -> kit.line("postback").parked() == 100);
      assertThat(kit.asked("dead")).isLessThan(40);
      kit.hosts.put("dead.example", r -> kit.status(200));
      until(
          "delivered",
          () -> {
            kit.clock.passes(Duration.ofSeconds(1));
            return kit.line("postback").delivered() == 200;
          });
      assertThat(kit.received.get("dead.example")).hasSize(100).doesNotHaveDuplicates();
      kit.balanced();
    }
  }

  @Test
  void theStoryOfAnEventTellsEveryLeg() throws Exception {
    try (Kit kit =
        Kit.empty().with("good", tuning(1)).with("bad", tuning(1)).with("idle", tuning(1))) {
      kit.answers("bad", r -> kit.status(400, "no", Map.of()));
      kit.started();
      kit.lanes.pause(kit.id("idle"));
      long position = kit.event("e1");
      kit.untilDelivered("good", 1);
      until("dead", () -> kit.line("bad").dead() == 1);

      List<LegStory> legs = new Stories(kit.lanes).legs(kit.journal.at(position).orElseThrow());
      assertThat(legs).hasSize(3);
      LegStory good = leg(legs, kit, "good");
      assertThat(good.fate()).isEqualTo(Fate.DELIVERED);
      assertThat(good.reason()).isEqualTo("accepted");
      assertThat(good.route()).isEqualTo("all");
      assertThat(java.util.Objects.requireNonNull(good.detail()).at("/consent/signal").asText())
          .isEqualTo("ad_user_data");
      assertThat(java.util.Objects.requireNonNull(good.detail()).at("/answer/status").asInt())
          .isEqualTo(200);
      assertThat(java.util.Objects.requireNonNull(good.request()).path("body").asText())
          .isEqualToIgnoringWhitespace("e1");
      assertThat(leg(legs, kit, "bad").fate()).isEqualTo(Fate.DEAD);
      assertThat(leg(legs, kit, "idle").fate()).isEqualTo(Fate.PENDING);
    }
  }

  private static LegStory leg(List<LegStory> legs, Kit kit, String connection) {
    return legs.stream()
        .filter(leg -> leg.connection().equals(kit.id(connection)))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aWithheldLegIsAFinishedLegWithItsReason() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).started()) {
      long denied = kit.event("e1", "purchase", "{'denied':true}");
      kit.event("e2");
      kit.untilDelivered("shop", 1);
      until("withheld", () -> kit.line("shop").withheld() == 1);
      assertThat(kit.receipt("shop", denied).orElseThrow().reason()).isEqualTo("denied_purpose");
      kit.balanced();
    }
  }

  @Test
  void anEventThatCannotBePlannedStopsNobodyAndIsADeadLetterOfEveryConnection() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).with("ads", tuning(1)).started()) {
      long position = kit.event("e1", "purchase", "{'unplannable':true}");
      kit.event("e2");
      kit.untilDelivered("shop", 1);
      kit.untilDelivered("ads", 1);
      assertThat(kit.alarms).containsOnly("planning_failed " + kit.workspace);
      until("buried", () -> kit.line("shop").dead() == 1 && kit.line("ads").dead() == 1);
      DeadLetter letter = letters(kit).getFirst();
      assertThat(letter.kind()).isEqualTo("internal");
      assertThat(letter.reason()).isEqualTo("mapping_failed");
      assertThat(new Stories(kit.lanes).legs(kit.journal.at(position).orElseThrow()))
          .as("its story is told")
          .hasSize(2)
          .allSatisfy(leg -> assertThat(leg.fate()).isEqualTo(Fate.DEAD));
      kit.balanced();
    }
  }

  private static List<DeadLetter> letters(Kit kit) {
    return new DeadLetters(kit.lanes)
        .list(new DeadLetters.Filter(kit.workspace, "", "", null, ""), 10, null)
        .letters();
  }
}
