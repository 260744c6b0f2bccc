package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Events;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Dead letters that are retried, and history that is sent again. */
class ReplayStoryTest {
  @Test
  void deadLettersAreCountedFirstAndThenRetried() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(true);
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers("shop", r -> kit.status(broken.get() ? 400 : 200, "no", Map.of()));
      kit.started();
      kit.events("e", 7);
      until("dead", () -> kit.line("shop").dead() == 7);
      DeadLetters letters = new DeadLetters(kit.lanes);
      DeadLetters.Filter mine = new DeadLetters.Filter(kit.workspace, "shop", "", null, "");

      assertThat(letters.retry(mine, true)).isEqualTo(new DeadLetters.Retried(7, 0, 0));
      assertThat(kit.line("shop").dead()).isEqualTo(7);
      DeadLetters.Page page = letters.list(mine, 4, null);
      assertThat(page.letters()).hasSize(4);
      assertThat(letters.list(mine, 4, page.after()).letters()).hasSize(3);
      assertThat(page.letters())
          .extracting(DeadLetter::fingerprint)
          .containsOnly(page.letters().getFirst().fingerprint());

      broken.set(false);
      String one = page.letters().getFirst().id();
      letters.discard(new DeadLetters.Filter("", "", "", null, one), "a test order");
      assertThat(letters.retry(mine, false)).isEqualTo(new DeadLetters.Retried(6, 6, 0));
      kit.untilDelivered("shop", 6);
      assertThat(kit.line("shop").dead()).as("discarded, but dead").isOne();
      assertThat(letters.count(mine)).isZero();
      kit.balanced();
      kit.restarted();
      assertThat(kit.line("shop").delivered()).isEqualTo(6);
      kit.balanced();
    }
  }

  @Test
  void aReplaySendsHistoryAgainAndTheBalanceStaysExact() throws Exception {
    AtomicBoolean broken = new AtomicBoolean(false);
    try (Kit kit = Kit.empty().with("shop", tuning(1))) {
      kit.answers("shop", r -> kit.status(broken.get() ? 400 : 200, "no", Map.of()));
      kit.started();
      kit.events("a", 10);
      kit.untilDelivered("shop", 10);
      broken.set(true);
      kit.events("b", 5);
      until("dead", () -> kit.line("shop").dead() == 5);
      broken.set(false);
      kit.with("late", tuning(1)).reload();

      Replays replays = new Replays(kit.lanes, TestStore.replays());
      Instant since = Events.NOON.minus(Duration.ofDays(400));
      Replay toShop =
          replays.start(new Replay.Request(kit.id("shop"), since, null, null, 1000)).orElseThrow();
      until("done", () -> replays.get(toShop.id()).orElseThrow().state().equals("done"));
      assertThat(kit.line("shop").delivered()).isEqualTo(15);
      assertThat(kit.line("shop").dead()).isZero();
      assertThat(kit.line("shop").matched()).isEqualTo(15);
      assertThat(kit.got("shop")).hasSize(25);
      assertThat(replays.get(toShop.id()).orElseThrow().delivered()).isEqualTo(15);
      assertThat(replays.get(toShop.id()).orElseThrow().done()).isEqualTo(1.0);
      assertThat(kit.parking.deadCount(kit.id("shop"))).isZero();

      Replay toLate =
          replays.start(new Replay.Request(kit.id("late"), since, null, "ORD-a3", 0)).orElseThrow();
      until("done", () -> replays.get(toLate.id()).orElseThrow().state().equals("done"));
      assertThat(kit.got("late")).containsExactly("a3");
      assertThat(kit.line("late").matched()).isOne();
      kit.balanced();
      kit.restarted();
      assertThat(kit.line("shop").delivered()).isEqualTo(15);
      assertThat(kit.line("late").matched()).isOne();
      kit.balanced();
    }
  }

  @Test
  void aBacklogIsReadBesideAReplayAndNotBehindIt() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).with("other", tuning(10)).started()) {
      kit.events("a", 200);
      kit.untilDelivered("shop", 200);
      kit.lanes.pause(kit.id("shop"));
      kit.events("b", 3_000);
      kit.untilDelivered("other", 3_200);
      Instant since = Events.NOON.minus(Duration.ofDays(400));
      new Replays(kit.lanes, TestStore.replays())
          .start(new Replay.Request(kit.id("shop"), since, "purchase", null, 100_000));
      Lane lane = kit.lanes.lane(kit.id("shop")).orElseThrow();
      until("the siding is full", () -> lane.sidingSize() == 100);

      kit.lanes.resume(kit.id("shop"));
      until("both arrive", () -> kit.got("shop").size() > 300);
      List<String> sinceThen = kit.got("shop").subList(200, 300);
      assertThat(sinceThen.subList(0, 50)).anyMatch(id -> id.startsWith("b"));
      assertThat(sinceThen).anyMatch(id -> id.startsWith("a"));
      kit.untilDelivered("shop", 3_200);
      kit.balanced();
    }
  }

  @Test
  void aReplayCanBeCancelledAndGoesOnAfterARestart() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1)).started()) {
      kit.events("a", 250);
      kit.untilDelivered("shop", 250);
      Instant since = Events.NOON.minus(Duration.ofDays(400));
      Replays replays = new Replays(kit.lanes, TestStore.replays());
      Replay slow =
          replays.start(new Replay.Request(kit.id("shop"), since, null, null, 1)).orElseThrow();
      assertThat(replays.cancel(slow.id())).isTrue();
      until("cancelled", () -> replays.get(slow.id()).orElseThrow().state().equals("cancelled"));
      assertThat(replays.cancel(slow.id())).isFalse();

      Replay cut =
          replays.start(new Replay.Request(kit.id("shop"), since, null, null, 1)).orElseThrow();
      replays.stop();
      kit.restarted();
      Replays after = new Replays(kit.lanes, TestStore.replays());
      after.resume();
      assertThat(after.get(cut.id()).orElseThrow().state()).isEqualTo("running");
      after.cancel(cut.id());
    }
  }
}
