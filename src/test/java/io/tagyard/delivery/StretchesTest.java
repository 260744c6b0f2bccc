package io.tagyard.delivery;

import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.route.RouteTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How lanes that are behind read the journal. */
class StretchesTest {
  private static final long PLENTY = 1 << 20;

  private Kit kit;
  private Stretches stretches;

  @BeforeEach
  void aHundredEventsForTwoLanes() {
    kit = Kit.empty().with("one", tuning(1)).with("other", tuning(1));
    kit.events("e", 100);
    stretches = new Stretches(kit.journal, new Planner(kit.equipment()));
  }

  private Cargo first(String lane, long from, RouteTable table) {
    return stretches.at(from, kit.journal.end(), PLENTY, table).legs(kit.id(lane), from).getFirst();
  }

  @Test
  void lanesInTheSamePlaceShareWhatWasRead() {
    Cargo one = first("one", 65, kit.table);
    assertThat(first("other", one.position(), kit.table).event()).isSameAs(one.event());
    assertThat(first("one", one.position() + 1, kit.table).position())
        .isGreaterThan(one.position());
  }

  @Test
  void otherRoutesPlanItAnew() {
    Cargo before = first("one", 65, kit.table);
    kit.with("third", tuning(1));
    assertThat(first("third", 65, kit.table).position()).isEqualTo(before.position());
    assertThat(first("one", 65, kit.table).table()).isSameAs(kit.table);
  }

  @ParameterizedTest
  @ValueSource(longs = {PLENTY, 1})
  void aLaneReadsEachEventOnceUpToTheLimitAndNoneBehindIt(long bytes) {
    long limit = kit.journal.end() - 10;
    List<Long> read = new ArrayList<>();
    for (long from = kit.journal.first(); from < limit; ) {
      Stretches.Stretch stretch = stretches.at(from, limit, bytes, kit.table);
      stretch.legs(kit.id("one"), from).forEach(cargo -> read.add(cargo.position()));
      assertThat(stretch.next()).isGreaterThan(from);
      from = stretch.next();
    }
    assertThat(read)
        .isEqualTo(
            kit.journal.read(0, 100, PLENTY).stream()
                .map(event -> event.position())
                .filter(position -> position < limit)
                .toList());
  }

  @Test
  void whatIsAppendedLaterIsInTheStretchThatWasUnfinished() {
    long from = kit.journal.end() - 1;
    assertThat(stretches.at(from, kit.journal.end(), PLENTY, kit.table).legs(kit.id("one"), from))
        .isEmpty();
    kit.events("later", 1);
    assertThat(first("one", from, kit.table).safe().id()).startsWith("later");
  }
}
