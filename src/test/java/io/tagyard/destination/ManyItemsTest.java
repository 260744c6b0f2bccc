package io.tagyard.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Google Analytics refuses an event with more than 200 items, so only so many are told. */
class ManyItemsTest {
  @ParameterizedTest
  @CsvSource({"1,1", "199,199", "200,200", "201,200", "500,200"})
  void noMoreThanTwoHundredItemsGoToGoogleAnalytics(int inTheCart, int told) {
    JsonNode event = sent(inTheCart).path("events").path(0);
    assertThat(event.path("params").path("items")).hasSize(told);
    assertThat(event.path("params").path("value").intValue()).isEqualTo(inTheCart);
  }

  private static JsonNode sent(int items) {
    ObjectNode event =
        (ObjectNode)
            Kit.json(
                """
                {"id":"evt_1","name":"purchase","time":"2026-11-20T10:00:00Z","channel":"web",
                 "cookies":{"_ga":"GA1.1.1234567890.1793520000"},
                 "consent":{"purposes":{"analytics":"granted"}}}
                """
                    .getBytes(java.nio.charset.StandardCharsets.UTF_8));
    ObjectNode order = event.putObject("order").put("id", "O-1").put("currency", "EUR");
    order.put("value", Integer.toString(items));
    ArrayNode lines = order.putArray("items");
    for (int i = 0; i < items; i++) {
      lines.addObject().put("id", "SKU-" + i).put("price", "1").put("quantity", 1);
    }
    Destination google =
        Kit.connect(
            "ga4-measurement-protocol", "{ measurement_id: G-ABC1234567, api_secret: 'S' }");
    Leg leg =
        Pipeline.run(event, google, "other", List.of()).leg(google.definition(), Optional.empty());
    Prepared.Element element = (Prepared.Element) google.prepare(leg);
    Attempt attempt = new Attempt(Instant.parse("2026-11-20T10:00:05Z"), 1);
    return Kit.json(google.pack(List.of(element), attempt).body());
  }
}
