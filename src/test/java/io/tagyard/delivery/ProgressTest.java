package io.tagyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {
  /** Against a plain set of what was taken and what is finished. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void agreesWithASetWhateverTheOrder(long seed) {
    Random random = new Random(seed);
    Progress progress = new Progress(10, List.of());
    TreeSet<Long> open = new TreeSet<>();
    TreeSet<Long> finished = new TreeSet<>();
    long readUpTo = 10;
    for (int step = 0; step < 2_000; step++) {
      if (open.isEmpty() || random.nextInt(3) > 0) {
        long position = readUpTo + random.nextInt(4);
        assertThat(progress.take(position, 2)).isTrue();
        open.add(position);
        readUpTo = position + 1;
        progress.advance(readUpTo);
      } else {
        List<Long> all = new ArrayList<>(open);
        long position = all.get(random.nextInt(all.size()));
        progress.finish(position);
        open.remove(position);
        finished.add(position);
      }
      long lowest = open.isEmpty() ? readUpTo : open.first();
      assertThat(progress.lowest()).isEqualTo(lowest);
      assertThat(progress.finishedAbove()).containsExactlyElementsOf(finished.tailSet(lowest));
      assertThat(progress.openLegs()).isEqualTo(2L * open.size());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14})
  void aSnapshotLeavesOutExactlyWhatWasFinished(long seed) {
    Random random = new Random(seed);
    Progress before = new Progress(0, List.of());
    TreeSet<Long> unfinished = new TreeSet<>();
    for (long position = 0; position < 500; position++) {
      before.take(position, 1);
      before.advance(position + 1);
      unfinished.add(position);
    }
    for (int i = 0; i < 300; i++) {
      long position = random.nextInt(500);
      if (unfinished.remove(position)) {
        before.finish(position);
      }
    }

    Progress after = new Progress(before.lowest(), before.finishedAbove());
    List<Long> takenAgain = new ArrayList<>();
    for (long position = 0; position < 500; position++) {
      if (after.take(position, 1)) {
        takenAgain.add(position);
      }
    }
    assertThat(takenAgain).containsExactlyElementsOf(unfinished);
  }

  @Test
  void aPositionIsTakenOnce() {
    Progress progress = new Progress(5, List.of(7L));
    assertThat(progress.take(5, 1)).isTrue();
    assertThat(progress.take(5, 1)).isFalse();
    assertThat(progress.take(4, 1)).as("below its place").isFalse();
    assertThat(progress.take(7, 1)).as("finished before").isFalse();
  }

  @Test
  void whatWasNotTakenCannotBeFinished() {
    assertThatThrownBy(() -> new Progress(5, List.of()).finish(6))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("6");
  }
}
