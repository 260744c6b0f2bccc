package io.tagyard;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.DiskMarks.Level;
import org.junit.jupiter.api.Test;

class DiskMarksTest {
  private static final DiskMarks MARKS = new DiskMarks(1_000, 800, 950, 2_000, 500);
  private static final long PLENTY = 1_000_000;

  @Test
  void theQuotaAndTheFreeSpaceEachHaveTwoMarks() {
    assertThat(MARKS.next(Level.ROOM, 799, PLENTY)).isEqualTo(Level.ROOM);
    assertThat(MARKS.next(Level.ROOM, 800, PLENTY)).isEqualTo(Level.WARN);
    assertThat(MARKS.next(Level.ROOM, 950, PLENTY)).isEqualTo(Level.STOP);
    assertThat(MARKS.next(Level.ROOM, 0, 2_000)).isEqualTo(Level.ROOM);
    assertThat(MARKS.next(Level.ROOM, 0, 1_999)).isEqualTo(Level.WARN);
    assertThat(MARKS.next(Level.ROOM, 0, 499)).isEqualTo(Level.STOP);
  }

  @Test
  void aLevelEndsOnlyWhenThereIsClearlyRoomAgain() {
    assertThat(MARKS.next(Level.STOP, 940, PLENTY)).isEqualTo(Level.STOP);
    assertThat(MARKS.next(Level.WARN, 940, PLENTY)).isEqualTo(Level.WARN);
    assertThat(MARKS.next(Level.STOP, 900, PLENTY)).isEqualTo(Level.WARN);
    assertThat(MARKS.next(Level.STOP, 0, 510)).isEqualTo(Level.STOP);
    assertThat(MARKS.next(Level.STOP, 0, 525)).isEqualTo(Level.WARN);
    assertThat(MARKS.next(Level.WARN, 780, PLENTY)).isEqualTo(Level.WARN);
    assertThat(MARKS.next(Level.WARN, 759, PLENTY)).isEqualTo(Level.ROOM);
  }
}
