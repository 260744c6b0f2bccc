package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.destination.Answer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many kinds of trouble at once, and one connection that is well. */
class IsolationStoryTest {
  private static final int EVENTS = 3_000;

  @Test
  void sixBrokenConnectionsDoNotTouchTheHealthyOne() throws Exception {
    CountDownLatch hang = new CountDownLatch(1);
    AtomicBoolean trouble = new AtomicBoolean(true);
    try (Kit kit = Kit.empty()) {
      List<String> broken =
          List.of("hanging", "failing", "resetting", "busy", "busydate", "denied");
      broken.forEach(name -> kit.with(name, tuning(1)));
      kit.with("healthy", tuning(10));
      kit.answers("hanging", r -> afterwards(hang, kit));
      kit.answers("failing", r -> kit.status(trouble.get() ? 500 : 200));
      kit.answers(
          "resetting",
          r -> trouble.get() ? new Answer.Silence("connection_reset", false) : kit.status(200));
      kit.answers("busy", r -> trouble.get() ? throttled(kit, "3600") : kit.status(200));
      kit.answers("busydate", r -> trouble.get() ? throttled(kit, inAnHour(kit)) : kit.status(200));
      kit.answers("denied", r -> kit.status(trouble.get() ? 401 : 200));
      kit.started();
      kit.events("e", EVENTS);

      kit.untilDelivered("healthy", EVENTS);
      assertThat(kit.got("healthy")).doesNotHaveDuplicates();
      until("failing stands", () -> kit.state("failing") == LaneState.OPEN);
      until("resetting stands", () -> kit.state("resetting") == LaneState.OPEN);
      assertThat(kit.state("busy")).isEqualTo(LaneState.SLOWED);
      assertThat(kit.state("busydate")).isEqualTo(LaneState.SLOWED);
      assertThat(kit.state("denied")).isEqualTo(LaneState.MISCONFIGURED);
      assertThat(kit.asked("busy") + kit.asked("busydate") + kit.asked("denied")).isEqualTo(3);
      for (String name : broken) {
        assertThat(kit.line(name).dead()).as(name).isZero();
        assertThat(kit.line(name).matched()).as(name).isEqualTo(EVENTS);
      }
      kit.balanced();

      trouble.set(false);
      hang.countDown();
      kit.clock.passes(Duration.ofMinutes(61));
      for (String name : broken) {
        until(
            name + " has caught up",
            () -> {
              kit.clock.passes(Duration.ofMillis(100));
              return kit.line(name).delivered() == EVENTS;
            });
        assertThat(kit.got(name)).as(name).hasSize(EVENTS).doesNotHaveDuplicates();
      }
      kit.balanced();
    }
  }

  @Test
  void lanesThatStandHoldLittleInMemoryHoweverLargeTheirEventsAre() throws Exception {
    int events = 200;
    long share = 256 << 10;
    long largest = 21 << 10;
    List<String> names = IntStream.range(0, 20).mapToObj(i -> "c" + i).toList();
    CountDownLatch hang = new CountDownLatch(1);
    try (Kit kit = Kit.empty().holding(names.size() * share)) {
      names.forEach(name -> kit.with(name, tuning(100)).answers(name, r -> afterwards(hang, kit)));
      kit.started();
      for (int i = 0; i < events; i++) {
        kit.event("e" + i, "purchase", "{'long':'" + "x".repeat(20_000) + "'}");
      }
      for (String name : names) {
        until(name + " is behind", () -> kit.line(name).matched() == events);
        until(name + " has read what it may", () -> kit.held(name) >= share / 2);
        assertThat(kit.held(name)).as(name).isLessThanOrEqualTo(share + largest);
      }

      hang.countDown();
      for (String name : names) {
        kit.untilDelivered(name, events);
        assertThat(kit.got(name)).as(name).doesNotHaveDuplicates();
        until(name + " holds nothing", () -> kit.held(name) == 0);
      }
      kit.balanced();
    }
  }

  private static Answer afterwards(CountDownLatch hang, Kit kit) {
    try {
      hang.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return kit.status(200);
  }

  private static Answer throttled(Kit kit, String retryAfter) {
    return kit.status(429, "", Map.of("retry-after", List.of(retryAfter)));
  }

  private static String inAnHour(Kit kit) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        kit.clock.instant().plusSeconds(3600).atOffset(ZoneOffset.UTC));
  }
}
