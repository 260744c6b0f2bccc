package io.tagyard.delivery;

import static io.tagyard.delivery.Kit.until;
import static io.tagyard.delivery.Tunings.byOrder;
import static io.tagyard.delivery.Tunings.tuning;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Fate;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Events of one order: their sequence, and what corrections know of the original. */
class OrderStoryTest {
  @Test
  void legsOfOneOrderKeepTheirOrderAlsoWhileOneIsParked() throws Exception {
    AtomicInteger tries = new AtomicInteger();
    try (Kit kit = Kit.empty().with("shop", byOrder(tuning(1)))) {
      kit.answers(
          "shop",
          r ->
              kit.status(Kit.lines(r).contains("sale") && tries.incrementAndGet() < 3 ? 503 : 200));
      kit.started();
      long sale = kit.event("sale", "purchase", "O-1", "{}", "10");
      long refund = kit.event("refund", "refund", "O-1", "{}", "3");
      kit.events("free", 20);

      kit.untilDelivered("shop", 20);
      until("both parked", () -> kit.line("shop").parked() == 2);
      assertThat(kit.receipt("shop", refund).orElseThrow().reason()).isEqualTo("waits_for_order");
      for (int i = 0; i < 6 && kit.line("shop").parked() > 0; i++) {
        kit.clock.passes(Duration.ofSeconds(40));
        int now = tries.get();
        until("tried", () -> tries.get() > now || kit.fate("shop", sale) == Fate.DELIVERED);
        until("no leg in hand", () -> kit.line("shop").pending() == 0);
      }
      until(
          "both delivered",
          () -> {
            kit.clock.passes(Duration.ofSeconds(1));
            return kit.line("shop").parked() == 0;
          });
      assertThat(kit.got("shop").subList(20, 22)).containsExactly("sale", "refund");
      assertThat(kit.receipt("shop", refund).orElseThrow().attempts()).isOne();
      kit.balanced();
    }
  }

  @Test
  void aCorrectionSeesWhatWasAcceptedAndWithoutAnOriginalItIsWithheld() throws Exception {
    try (Kit kit = Kit.empty().with("shop", tuning(1), Set.of("refund"), "f1").started()) {
      long orphan = kit.event("r0", "refund", "O-9", "{}", "5");
      kit.event("sale", "purchase", "O-1", "{}", "100");
      kit.event("r1", "refund", "O-1", "{}", "30");
      kit.event("r2", "refund", "O-1", "{}", "70");

      kit.untilDelivered("shop", 3);
      assertThat(kit.receipt("shop", orphan).orElseThrow().reason()).isEqualTo("no_original");
      assertThat(kit.got("shop").get(0)).isEqualTo("sale");
      assertThat(kit.got("shop").get(1))
          .contains("\"refunded\":30", "\"remaining\":70", "\"fully_reversed\":false");
      assertThat(kit.got("shop").get(2))
          .contains("\"refunded\":100", "\"remaining\":0", "\"fully_reversed\":true");
      kit.balanced();
    }
  }
}
