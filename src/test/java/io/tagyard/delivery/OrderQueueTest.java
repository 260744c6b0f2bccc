package io.tagyard.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.delivery.OrderQueue.Admission;
import io.tagyard.event.Events;
import io.tagyard.journal.JournaledEvent;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who of one order may leave, and when. */
class OrderQueueTest {
  private static final Instant NOW = Events.NOON;
  private static final String ORDER = "ORD-1";

  private final OrderQueue orders = new OrderQueue(10);

  @Test
  void whoWaitedLongestIsNextAlsoWhenALaterOneIsAtTheDoorBeforeItIsBack() {
    assertThat(admit(1)).isInstanceOf(Admission.Go.class);
    assertThat(admit(3)).isInstanceOf(Admission.Waits.class);
    assertThat(admit(2)).isInstanceOf(Admission.Waits.class);

    Optional<Cargo> next = orders.ended(ORDER, delivered(1));

    assertThat(next).map(Cargo::position).hasValue(2L);
    assertThat(admit(4)).as("before 2 is back").isInstanceOf(Admission.Waits.class);
    assertThat(admit(2)).isInstanceOf(Admission.Go.class);
    assertThat(orders.ended(ORDER, delivered(2))).map(Cargo::position).hasValue(3L);
    assertThat(orders.ended(ORDER, delivered(3))).map(Cargo::position).hasValue(4L);
    assertThat(orders.ended(ORDER, delivered(4))).isEmpty();
    assertThat(orders.waiting()).isZero();
  }

  @Test
  void whoIsNextBehindAParkedOneIsParkedBehindIt() {
    admit(1);
    admit(2);
    Optional<Cargo> next = orders.ended(ORDER, parked(1));

    assertThat(next).map(Cargo::position).hasValue(2L);
    assertThat(admit(2)).isInstanceOf(Admission.Behind.class);
    assertThat(orders.ended(ORDER, parked(2))).isEmpty();
    assertThat(admit(1)).as("due").isInstanceOf(Admission.Go.class);
  }

  private Admission admit(long position) {
    return orders.admit(cargo(position), ORDER);
  }

  private static Result delivered(long position) {
    return Result.delivered(cargo(position), "accepted", "", NOW);
  }

  private static Result parked(long position) {
    return Result.parked(
        cargo(position), "unavailable", "", Tries.NONE.plusOne(NOW), NOW, NOW.plusSeconds(5));
  }

  private static Cargo cargo(long position) {
    JournaledEvent event = new JournaledEvent(position, Events.purchase("e" + position), 1_000);
    return Planner.unplanned(
        event, new EveryConnection(Map.of(), "w"), 0, Tries.NONE, new Origin.Journal());
  }
}
