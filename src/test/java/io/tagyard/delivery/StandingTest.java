package io.tagyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import io.tagyard.journal.LaneCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandingTest {
  private static final ConnectionId LANE = new ConnectionId("acme", "meta");
  private static final Fate[] FATES = {Fate.DELIVERED, Fate.WITHHELD, Fate.PARKED, Fate.DEAD};

  private static Standing at(long lowest, long liveFrom) {
    return new Standing(new LaneCursor(LANE, lowest, List.of(), Map.of()), Counts.NONE, liveFrom);
  }

  /** Random work, then a crash: snapshot of an earlier moment, receipts of all that ended. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theBalanceIsExactAtEveryMomentAndAfterACrash(long seed) {
    Random random = new Random(seed);
    Standing standing = at(0, 0);
    Map<Long, Integer> open = new TreeMap<>();
    Map<Long, Fate> first = new TreeMap<>();
    Map<Long, Integer> extras = new TreeMap<>();
    Counts moves = Counts.NONE;
    LaneCursor snapshot = standing.snapshot();
    long next = 0;
    for (int step = 0; step < 3_000; step++) {
      switch (random.nextInt(4)) {
        case 0, 1 -> {
          int more = random.nextInt(10) == 0 ? 2 : 0;
          standing.take(next, more);
          open.put(next, more);
          extras.put(next, more);
          standing.advance(++next);
        }
        case 2 -> {
          if (!open.isEmpty()) {
            List<Long> all = new ArrayList<>(open.keySet());
            long position = all.get(random.nextInt(all.size()));
            Fate fate = FATES[random.nextInt(FATES.length)];
            standing.finish(position, fate, open.getOrDefault(position, 0));
            open.remove(position);
            first.put(position, fate);
          }
        }
        default -> {
          if (standing.line().parked() > 0) {
            Counts move = Counts.NONE.moved(Fate.PARKED, Fate.DELIVERED, 1);
            standing.move(move);
            moves = moves.plus(move);
          }
          if (random.nextInt(20) == 0) {
            snapshot = standing.snapshot();
          }
        }
      }
      assertThat(standing.line().imbalance()).isZero();
    }

    Standing again = new Standing(snapshot, moves, next);
    first.forEach(
        (position, fate) -> again.recall(position, fate, extras.getOrDefault(position, 0)));
    BalanceLine before = standing.line();
    BalanceLine after = again.line();
    assertThat(after.imbalance()).isZero();
    assertThat(List.of(after.delivered(), after.withheld(), after.parked(), after.dead()))
        .isEqualTo(List.of(before.delivered(), before.withheld(), before.parked(), before.dead()));
    open.forEach(
        (position, more) -> assertThat(again.take(position, more)).as("repeated").isTrue());
    first.keySet().forEach(position -> assertThat(again.take(position, 0)).isFalse());
  }

  /** A scan, the dispatcher and the lane's own reading, in any order, count each leg once. */
  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28})
  void unreadLegsAreCountedOnceWhoeverIsFirst(long seed) {
    Random random = new Random(seed);
    long liveFrom = 300;
    Standing standing = at(0, liveFrom);
    TreeMap<Long, Integer> legs = new TreeMap<>();
    for (long position = 0; position < 600; position++) {
      if (random.nextBoolean()) {
        legs.put(position, 1);
      }
    }
    long scanned = 0;
    long live = liveFrom;
    while (scanned < liveFrom || live < 600 || standing.readUpTo() < live) {
      int who = random.nextInt(3);
      if (who == 0 && scanned < liveFrom) {
        long to = Math.min(liveFrom, scanned + 1 + random.nextInt(30));
        standing.scanned(new TreeMap<>(legs.subMap(scanned, to)), to);
        scanned = to;
      } else if (who == 1 && live < 600) {
        standing.passed(legs.containsKey(live) ? 1 : 0);
        live++;
      } else if (standing.readUpTo() < live) {
        long to = Math.min(live, standing.readUpTo() + 1 + random.nextInt(20));
        legs.subMap(standing.readUpTo(), to).keySet().forEach(p -> standing.takeUnread(p, 0));
        standing.advance(to);
      }
      BalanceLine line = standing.line();
      assertThat(line.imbalance()).isZero();
      if (line.complete()) {
        assertThat(line.matched()).isEqualTo(legs.headMap(live).size());
      }
    }
    assertThat(standing.line().pending()).isEqualTo(legs.size());
    assertThat(standing.openLegs()).isEqualTo(legs.size());
  }

  @Test
  void legsOfTheSameEventToTheSameConnectionAreWithheldOnes() {
    Standing standing = at(0, 0);
    standing.take(0, 2);
    standing.advance(1);
    assertThat(standing.line().pending()).isEqualTo(3);
    standing.finish(0, Fate.DELIVERED, 2);
    assertThat(standing.line().delivered()).isOne();
    assertThat(standing.line().withheld()).isEqualTo(2);
    assertThat(standing.line().imbalance()).isZero();
  }
}
