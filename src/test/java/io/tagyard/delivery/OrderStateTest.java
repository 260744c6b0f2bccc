package io.tagyard.delivery;

import static io.tagyard.event.Events.json;
import static io.tagyard.event.Events.safe;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.SafeEvent;
import org.junit.jupiter.api.Test;

class OrderStateTest {
  private final SafeEvent sale =
      safe(
          json(
              "{'id':'s1','name':'purchase','time':'2026-11-20T10:00:00Z','click_ids':{'gclid':'abc'},"
                  + "'order':{'id':'O-1','value':'100.00','currency':'USD'}}"));

  private static SafeEvent refund(String id, String value) {
    return safe(
        json(
            "{'id':'%s','name':'refund','time':'2026-11-21T10:00:00Z','order':{'id':'O-1','value':%s}}"
                .formatted(id, value)));
  }

  @Test
  void aCorrectionSeesTheSaleAndItself() {
    ObjectNode seen = OrderState.of(sale, "Purchase").seenBy(refund("r1", "30.00"));
    assertThat(seen.path("event_id").asText()).isEqualTo("s1");
    assertThat(seen.path("order_id").asText()).isEqualTo("O-1");
    assertThat(seen.path("name").asText()).isEqualTo("purchase");
    assertThat(seen.path("time").asText()).isEqualTo("2026-11-20T10:00:00Z");
    assertThat(seen.path("channel").asText()).isEqualTo("web");
    assertThat(seen.path("accepted_as").asText()).isEqualTo("Purchase");
    assertThat(seen.at("/click_ids/gclid").asText()).isEqualTo("abc");
    assertThat(seen.path("currency").asText()).isEqualTo("USD");
    assertThat(seen.path("original_value").decimalValue()).isEqualByComparingTo("100");
    assertThat(seen.path("refunded").decimalValue()).isEqualByComparingTo("30");
    assertThat(seen.path("remaining").decimalValue()).isEqualByComparingTo("70");
    assertThat(seen.path("fully_reversed").booleanValue()).isFalse();
    assertThat(seen.has("corrections")).isFalse();
  }

  @Test
  void anAcceptedCorrectionCountsOnce() {
    OrderState state =
        OrderState.of(sale, "Purchase").with(refund("r1", "30")).with(refund("r1", "30"));
    assertThat(state.seenBy(refund("r1", "30")).path("refunded").decimalValue())
        .isEqualByComparingTo("30");
    ObjectNode second = state.seenBy(refund("r2", "70"));
    assertThat(second.path("refunded").decimalValue()).isEqualByComparingTo("100");
    assertThat(second.path("remaining").decimalValue()).isEqualByComparingTo("0");
    assertThat(second.path("fully_reversed").booleanValue()).isTrue();
  }

  @Test
  void whatIsLeftIsKnownWithoutTaxAndShippingToo() {
    SafeEvent taxed =
        safe(
            json(
                "{'id':'s1','name':'purchase','time':'2026-11-20T10:00:00Z',"
                    + "'order':{'id':'O-1','value':'100.00','subtotal':'80.00','currency':'USD'}}"));
    OrderState state = OrderState.of(taxed, "Purchase");
    ObjectNode part = state.seenBy(refund("r1", "30.00"));
    assertThat(part.path("original_subtotal").decimalValue()).isEqualByComparingTo("80");
    assertThat(part.path("remaining_subtotal").decimalValue()).isEqualByComparingTo("50");
    ObjectNode goods = state.seenBy(refund("r1", "90.00"));
    assertThat(goods.path("remaining_subtotal").decimalValue()).isEqualByComparingTo("0");
    assertThat(goods.path("fully_reversed").booleanValue()).isFalse();
    ObjectNode whole = state.seenBy(refund("r1", "100.00"));
    assertThat(whole.path("remaining_subtotal").decimalValue()).isEqualByComparingTo("0");
  }

  @Test
  void aSaleThatWasToldByItsPartsIsWorthTheirSum() {
    SafeEvent parts =
        safe(
            json(
                "{'id':'s1','name':'purchase','time':'2026-11-20T10:00:00Z',"
                    + "'order':{'id':'O-1','subtotal':'100.00','tax':'19.00','shipping':5,'currency':'EUR'}}"));
    ObjectNode seen = OrderState.of(parts, "Purchase").seenBy(refund("r1", "24.00"));
    assertThat(seen.path("original_value").decimalValue()).isEqualByComparingTo("124");
    assertThat(seen.path("remaining").decimalValue()).isEqualByComparingTo("100");
    assertThat(seen.path("fully_reversed").booleanValue()).isFalse();
  }

  @Test
  void anOrderFromBeforeSubtotalsWereKeptHasNone() {
    ObjectNode old = OrderState.of(sale, "Purchase").content().deepCopy();
    old.remove("original_subtotal");
    old.remove("refunded_subtotal");
    ObjectNode seen = new OrderState(old).seenBy(refund("r1", "30.00"));
    assertThat(seen.has("remaining_subtotal")).isFalse();
    assertThat(seen.path("remaining").decimalValue()).isEqualByComparingTo("70");
  }
}
