package io.tagyard.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Flags;
import io.tagyard.event.Json;
import io.tagyard.event.ValidEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Shops compute in doubles: what a sum of prices leaves behind the eighth decimal is dust. */
class FloatDustTest {
  private static final List<String> AMOUNTS =
      List.of(
          "order.value",
          "order.subtotal",
          "order.tax",
          "order.shipping",
          "order.discount",
          "order.items[0].price",
          "order.items[0].discount",
          "order.items[0].quantity");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "order.value",
        "order.subtotal",
        "order.tax",
        "order.shipping",
        "order.discount",
        "order.items[0].price",
        "order.items[0].discount",
        "order.items[0].quantity"
      })
  void aThousandCartsSummedInDoublesAreTakenWherevertheSumStands(String path) throws Exception {
    Random random = new Random(20_261_201);
    int dusty = 0;
    for (int cart = 0; cart < 1_000; cart++) {
      double sum = 0;
      BigDecimal exact = BigDecimal.ZERO;
      for (int line = 0; line <= random.nextInt(12); line++) {
        int cents = 1 + random.nextInt(20_000);
        sum += cents / 100.0 * 1.19;
        exact = exact.add(BigDecimal.valueOf(cents, 2).multiply(new BigDecimal("1.19")));
      }
      ObjectNode event = purchase(path, Double.toString(sum));
      ValidEvent taken = Judging.taken(event);
      BigDecimal kept = Judging.at(taken.body(), path).decimalValue();
      assertThat(kept.setScale(4, RoundingMode.HALF_EVEN))
          .isEqualByComparingTo(exact.setScale(4, RoundingMode.HALF_EVEN));
      assertThat(kept.stripTrailingZeros().scale()).isLessThanOrEqualTo(8);
      dusty += taken.flags().contains(Flags.AMOUNT_ROUNDED) ? 1 : 0;
    }
    assertThat(dusty).isBetween(100, 999);
  }

  @ParameterizedTest
  @CsvSource({
    "836.9999999999998, 837",
    "0.30000000000000004, 0.3",
    "4.333333333333333, 4.33333333",
    "8.369999999999999E2, 837",
    "1e-9, 0",
    "0.000000005, 0",
    "0.000000015, 0.00000002",
    "0.123456785, 0.12345678",
    "12.3456789, 12.3456789",
    "1.10000000000, 1.1",
    "5, 5"
  })
  void aNumberIsRoundedHalfToEven(String sent, BigDecimal kept) throws Exception {
    ValidEvent taken = Judging.taken(purchase("order.tax", sent));
    assertThat(Judging.at(taken.body(), "order.tax").decimalValue()).isEqualByComparingTo(kept);
    assertThat(taken.flags().contains(Flags.AMOUNT_ROUNDED))
        .isEqualTo(new BigDecimal(sent).compareTo(kept) != 0);
  }

  @Test
  void aTextSaysWhatIsMeantAndIsRefusedWithMoreDecimals() {
    for (String path : AMOUNTS) {
      ObjectNode event =
          Judging.with(
              Judging.purchase(), path, JsonNodeFactory.instance.textNode("0.30000000000000004"));
      assertThat(Judging.faults(event)).extracting("path").contains(path);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "order.value, -1",
    "order.subtotal, -0.01",
    "order.tax, -1",
    "order.items[0].price, -5"
  })
  void aPurchaseTakesNothingBelowZero(String path, String amount) throws Exception {
    assertThat(Judging.faults(purchase(path, amount))).extracting("path").contains(path);
    ObjectNode text =
        Judging.with(Judging.purchase(), path, JsonNodeFactory.instance.textNode(amount));
    assertThat(Judging.faults(text)).extracting("path").contains(path);
  }

  @Test
  void nothingCostsLessThanNothingInACartEither() throws Exception {
    ObjectNode cart = purchase("order.items[0].price", "-5").put("name", "add_to_cart");
    assertThat(Judging.faults(cart)).extracting("path").containsExactly("order.items[0].price");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "XXX", "XTS", "XAU", "XAG", "XPD", "XPT", "XBA", "XBB", "XDR", "XSU", "XUA", "xau"
      })
  void metalsAndTestsAreNoCurrencies(String code) {
    ObjectNode event = Judging.purchase();
    event.withObject("/order").put("currency", code);
    assertThat(Judging.faults(event)).extracting("path").contains("order.currency");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EUR", "usd", "XOF", "XAF", "XPF", "XCD", "KWD"})
  void whatPeoplePayWithIs(String code) {
    ObjectNode event = Judging.purchase();
    event.withObject("/order").put("currency", code);
    assertThat(Judging.faults(event)).isEmpty();
  }

  /** A purchase with this JSON number at this path, read as intake reads it. */
  private static ObjectNode purchase(String path, String number) throws JsonProcessingException {
    return Judging.with(
        Judging.purchase(), path, Json.read(number.getBytes(StandardCharsets.UTF_8)));
  }
}
