package io.tagyard.schema;

import static io.tagyard.event.Events.NOON;
import static io.tagyard.event.Events.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.tagyard.event.Flags;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import io.tagyard.event.Warning;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines of an order that come to something else than the order says. */
class LineSumTest {
  private static final Sender BACKEND = Sender.server("acme", "backend", SourceKind.SERVER, "web");

  private static ValidEvent judged(String order) {
    String event =
        "{'id':'1','name':'purchase','time':'2026-11-20T10:00:00Z','order':{'id':'O',"
            + order
            + "}}";
    Verdict verdict =
        EventSchemas.builtIn().judge(new InboundEvent(BACKEND, json(event), NOON, false));
    return ((Verdict.Valid) verdict).event();
  }

  @ParameterizedTest(name = "lines {0}, {1}: flagged {2}")
  @CsvSource({
    "49.25x2 12.07, 'subtotal':'110.57', false",
    "49.25x2 12.07, 'subtotal':'90.00', true",
    "119, 'value':'119';'tax':'19', false",
    "119, 'subtotal':'100';'tax':'19', false",
    "119, 'subtotal':'100', true",
    "119, 'subtotal':'100';'tax':'18', true",
    "119, 'value':'123.99';'tax':'19';'shipping':'4.99', false",
    "100, 'subtotal':'90';'discount':'10', false",
    "119, 'subtotal':'90';'tax':'17.10';'discount':'11.90', false",
    "100, 'subtotal':'90';'discount':'5', true",
    "3.33x3, 'subtotal':'10.00', false",
    "3.33x3, 'subtotal':'10.02', true",
    "9.99 0.01, 'subtotal':'10.01', false",
    "9.99, 'subtotal':'10.00', true",
    "9.995, 'subtotal':'10.00', false",
    "100 ?, 'subtotal':'300', false",
    "?, 'subtotal':'300', false",
    "1x0.5, 'subtotal':'0.50', false",
    "0, 'subtotal':'0', false",
    "0, 'subtotal':'25', true",
  })
  void areFlaggedUnlessTheyAreTheSubtotalOrTheSubtotalWithTax(
      String prices, String rest, boolean flagged) {
    List<String> items = new ArrayList<>();
    for (String line : prices.split(" ")) {
      String[] parts = line.split("x");
      String price = parts[0].equals("?") ? "" : "'price':'" + parts[0] + "',";
      items.add("{" + price + "'id':'a','quantity':" + (parts.length > 1 ? parts[1] : "1") + "}");
    }
    String order = "'currency':'EUR','items':" + items + "," + rest.replace(';', ',');
    ValidEvent event = judged(order);
    assertThat(event.flags().contains(Flags.LINES_DO_NOT_ADD_UP)).isEqualTo(flagged);
    assertThat(event.warnings().stream().map(Warning::path).anyMatch("order.items"::equals))
        .isEqualTo(flagged);
  }

  @Test
  void theWarningSaysWhatWasSummed() {
    String lines = "'items':[{'price':'49.25','quantity':2},{'price':12}]";
    assertThat(judged("'currency':'EUR','subtotal':'90.00','tax':'17.10'," + lines).warnings())
        .contains(
            new Warning(
                "order.items",
                "the lines come to 110.50 (price times quantity), but order.subtotal is 90.00"
                    + " (107.10 with tax): item.price is the price of one unit as charged"));
  }

  @ParameterizedTest
  @CsvSource({"JPY, 100, 101, true", "JPY, 100.5, 101, false", "KWD, 1.000, 1.001, true"})
  void aMinorUnitIsTheCurrencysOwn(
      String currency, String price, String subtotal, boolean flagged) {
    ValidEvent event =
        judged(
            "'currency':'%s','subtotal':'%s','items':[{'price':'%s'}]"
                .formatted(currency, subtotal, price));
    assertThat(event.flags().contains(Flags.LINES_DO_NOT_ADD_UP)).isEqualTo(flagged);
  }
}
