package io.tagyard.destination;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A hundred sales, leads and refunds that partners brought, always the same: clicks of every
 * network, coupons, discounts, tax and shipping, lines with members that are missing, currencies of
 * no, two and three digits.
 */
final class SeededOrders {
  private static final long SEED = 20_261_121;
  private static final int COUNT = 100;
  private static final Instant START = Instant.parse("2026-11-19T08:00:00Z");
  private static final List<String> NAMES =
      List.of("purchase", "refund", "generate_lead", "purchase", "renewal", "sign_up", "subscribe");
  private static final List<String> CURRENCIES = List.of("EUR", "JPY", "USD", "KWD", "GBP");
  private static final List<String> WORDS =
      List.of("Trail Shoe", "a|b;c&d=e", "Höhe/3 [x]:y", "登山靴", "x\"y\\z", "50% off?#");
  private static final List<String> CLICKS =
      List.of(
          "irclickid",
          "cjevent",
          "awc",
          "awaid",
          "gclid",
          "ranSiteID",
          "clickref",
          "transaction_id",
          "_ef_transaction_id",
          "tduid",
          "admitad_uid",
          "rfsn",
          "ref",
          "a_aid",
          "cid",
          "clickid",
          "subid");

  private final Random random = new Random(SEED);

  private SeededOrders() {}

  /** The events, in order. */
  static List<ObjectNode> all() {
    SeededOrders seeded = new SeededOrders();
    return IntStream.range(0, COUNT).mapToObj(seeded::event).toList();
  }

  /** What was accepted for this event's order before: its sale, with the same clicks. */
  static ObjectNode stateOf(ObjectNode event, String acceptedAs) {
    ObjectNode state = SeededEvents.stateOf(event);
    state.put("accepted_as", acceptedAs);
    if (event.has("click_ids")) {
      state.set("click_ids", event.path("click_ids").deepCopy());
    }
    if (event.path("order").path("value").asText().endsWith("5")) {
      state.put("remaining", "0").put("fully_reversed", true);
    }
    return state;
  }

  private boolean sometimes() {
    return random.nextInt(4) > 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private ObjectNode event(int number) {
    String name = NAMES.get(number % NAMES.size());
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("id", "order/" + number + " ü");
    event.put("name", name);
    event.put("time", START.plusSeconds(number * 67L).toString());
    if (sometimes()) {
      event.putObject("user").put("id", "User-" + number).put("email", "jo@example.com");
    }
    if (sometimes()) {
      event.putObject("device").put("ip", one(List.of("203.0.113.7", "2001:db8::1")));
    }
    ObjectNode clicks = event.putObject("click_ids");
    CLICKS.stream()
        .filter(click -> sometimes())
        .forEach(click -> clicks.put(click, one(List.of("Click-1", "a b/ü&c=d:[e]|f"))));
    if (sometimes()) {
      event.putObject("click").put("time", START.minusSeconds(86_400).toString());
    }
    if (sometimes()) {
      event.putObject("partner").put("code", "Jane & Co").put("click_id", "p/1");
    }
    boolean lead = name.equals("generate_lead") || name.equals("sign_up");
    if (!lead) {
      order(event.putObject("order"), number, name.equals("refund"));
    }
    ObjectNode consent = event.putObject("consent").put("country", one(List.of("DE", "US", "GB")));
    consent.putObject("purposes").put("affiliate_attribution", "granted");
    return event;
  }

  private void order(ObjectNode order, int number, boolean back) {
    String currency = CURRENCIES.get(number % CURRENCIES.size());
    boolean whole = currency.equals("JPY");
    order.put("id", number % 9 == 4 ? "ORD/" + "x".repeat(60) + number : "ORD|" + number);
    order.put("value", whole ? "12345" : one(List.of("123.45", "99999.99", "100.1")));
    order.put("currency", currency);
    if (sometimes()) {
      order.put("tax", whole ? "1100" : "9.5").put("shipping", whole ? "500" : "5.00");
    }
    if (!back && sometimes()) {
      order.put("discount", whole ? "100" : "2.5").put("coupon", "PARTNER \"10\"&x");
    }
    order.put("customer_type", one(List.of("new", "returning", "existing", "vip")));
    if (sometimes()) {
      items(order.putArray("items"), whole);
    }
  }

  private void items(ArrayNode items, boolean whole) {
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      ObjectNode item = items.addObject();
      if (sometimes()) {
        item.put("id", i == 0 ? "SKU|1/a" : "42");
      }
      if (sometimes()) {
        item.put("name", one(WORDS)).put("category", one(WORDS));
      }
      if (sometimes()) {
        item.put("price", whole ? "4000" : "49.255");
      }
      if (sometimes()) {
        item.put("quantity", 1 + i);
      }
    }
  }
}
