package io.tagyard.destination;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.schema.Taxonomy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A hundred events, always the same: every name there is, every channel, currencies of no, two,
 * three and four digits, members that are missing, texts of many scripts, people who opted out.
 */
final class SeededEvents {
  private static final long SEED = 20_261_120;
  private static final int COUNT = 100;
  private static final Instant START = Instant.parse("2026-11-19T08:00:00Z");

  /** A currency and an amount with all of its digits. */
  private static final List<List<String>> MONEY =
      List.of(
          List.of("JPY", "12345"),
          List.of("EUR", "0.10"),
          List.of("USD", "1234.5"),
          List.of("KWD", "12.345"),
          List.of("CLF", "7.0001"),
          List.of("EUR", "0"),
          List.of("BHD", "100.000"),
          List.of("usd", "99999999.99"));

  private static final List<String> CHANNELS =
      List.of("web", "web", "app", "store", "phone", "crm", "other");
  private static final List<String> COUNTRIES = List.of("US", "DE", "fr", "GB", "JP", "PL");
  private static final List<String> WORDS =
      List.of("Schuh “Höhe 3”", "登山靴", "חולצה", "a|b;c&d=e", "x\"y\\z", "🥾 boots", "plain");

  private final Random random = new Random(SEED);

  private SeededEvents() {}

  /** The events, in order. */
  static List<ObjectNode> all() {
    SeededEvents seeded = new SeededEvents();
    List<String> names = Taxonomy.NAMES.stream().sorted().toList();
    return IntStream.range(0, COUNT)
        .mapToObj(i -> seeded.event(i, names.get(i % names.size())))
        .toList();
  }

  /** What was accepted for this event's order before. */
  static ObjectNode stateOf(ObjectNode event) {
    ObjectNode state = JsonNodeFactory.instance.objectNode();
    state.put("event_id", "evt_original");
    state.put("order_id", event.path("order").path("id").asText("ORD-0"));
    state.put("name", "purchase");
    state.put("time", "2026-11-18T08:00:00Z");
    state.put("channel", "web");
    state.put("accepted_as", "purchase");
    state.putObject("click_ids").put("gclid", "EAIaIQobExampleGclid");
    state.put("currency", event.path("order").path("currency").asText("EUR"));
    state.put("original_value", "100000000");
    state.put("refunded", event.path("order").path("value").asText("1"));
    state.put("remaining", "50");
    state.put("fully_reversed", false);
    return state;
  }

  private boolean sometimes() {
    return random.nextInt(4) > 0;
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private ObjectNode event(int number, String name) {
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("id", "evt/" + number + (sometimes() ? "" : " ü+1"));
    event.put("name", name);
    event.put("time", START.plusSeconds(number * 61L).plusMillis(number % 3 * 17L).toString());
    event.put("channel", one(CHANNELS));
    if (sometimes()) {
      ObjectNode page =
          event.putObject("page").put("url", "https://shop.example/p?q=%20x&n=" + number);
      if (sometimes()) {
        page.put(
            "referrer", one(List.of("https://www.example/", "", "android-app://com.example/")));
      }
    }
    user(event);
    device(event);
    clicks(event);
    order(event, name, number);
    properties(event, name);
    consent(event, number);
    return event;
  }

  private void user(ObjectNode event) {
    ObjectNode user = event.putObject("user");
    Map<String, String> members =
        Map.of(
            "id", "User-Ü/7",
            "anonymous_id", "anon-1",
            "email", " Jo.O'Neil+x@Example.COM ",
            "phone",
                one(List.of("+1 (650) 555-1212", "+44 (0)20 7946 0958", "00", "+81 3-1234-5678")),
            "first_name", one(List.of("José María", "太郎", " Jane ", "")),
            "last_name", one(List.of("O'Neil", "山田", "de la Cruz-Müller", "-")),
            "gender", one(List.of("female", "x", "M")),
            "date_of_birth", one(List.of("1990-04-15", "soon")));
    members.keySet().stream()
        .sorted()
        .filter(member -> sometimes())
        .forEach(member -> user.put(member, members.get(member)));
    if (sometimes()) {
      ObjectNode address = user.putObject("address").put("country", one(COUNTRIES));
      address.put("city", one(List.of("São Paulo", "東京", "St. Louis", "Nîmes")));
      address.put("region", one(List.of("CA", "Bayern", "13")));
      address.put("postal_code", one(List.of("94025-1234", "SW1A 1AA", "00-950", "100-0001")));
    }
    if (random.nextInt(6) == 0) {
      user.remove("email");
      user.put("email_sha256", "62A14E44F765419D10FEA99367361A727C12365E2520F32218D505ED9AA0F62F");
    }
  }

  private void device(ObjectNode event) {
    ObjectNode device = event.putObject("device");
    if (sometimes()) {
      device.put("ip", one(List.of("203.0.113.7", "2001:db8::1", "")));
    }
    if (sometimes()) {
      device.put("user_agent", one(List.of("Mozilla/5.0 (X11) \"quoted\" ü", "App/1", "")));
    }
    if (sometimes()) {
      device.put("language", one(List.of("en-US", "de", "fil-PH", "zh_Hant")));
    }
    if (random.nextBoolean()) {
      device.put("id", "6D92078A-8246-4BA4-AE5B-76104861E7DC");
      device.put("id_type", one(List.of("idfa", "gaid", "AAID", "idfv", "other")));
    }
  }

  private void clicks(ObjectNode event) {
    ObjectNode clicks = event.putObject("click_ids");
    for (String id :
        List.of(
            "gclid",
            "fbclid",
            "ttclid",
            "ScCid",
            "epik",
            "rdt_cid",
            "li_fat_id",
            "twclid",
            "qclid",
            "msclkid",
            "irclickid",
            "cjevent",
            "awc")) {
      if (random.nextBoolean()) {
        clicks.put(id, one(List.of("a b/ü&c", "", "Click_1-" + id, "Click_2-" + id, "3." + id)));
      }
    }
    // drawn apart, so that the rest of an event stays what it was
    Random others = new Random(event.path("time").asText().hashCode());
    for (String id : List.of("gbraid", "wbraid", "dclid", "tblci", "ob_click_id", "ttd_imp")) {
      if (others.nextInt(3) == 0) {
        clicks.put(id, "Click_" + id + "-1");
      }
    }
    if (random.nextBoolean()) {
      event.putObject("click").put("time", START.minusSeconds(86_400).toString());
    }
    ObjectNode cookies = event.putObject("cookies");
    if (random.nextBoolean()) {
      cookies.put("_fbc", one(List.of("fb.1.1795000000000.AbC_1", "fb.1.99.AbC", "broken")));
      cookies.put("_fbp", one(List.of("fb.1.1793520000000.1098115397", "nonsense")));
    }
    if (random.nextBoolean()) {
      cookies.put("_ttp", "2F7h37YkS1j57AYSKTI7IHhJPYH");
      cookies.put("_scid", "7c9e6679-7425-40de-944b-e07fc1f90ae7");
      cookies.put("_epik", "dj0yJnU9");
      cookies.put("_rdt_uuid", "1795080600000.3f333333-3a3b-4c3d-8e3f-333333333333");
      cookies.put("_ga", "GA1.1.1234567890.1795080600");
    }
  }

  private void order(ObjectNode event, String name, int number) {
    boolean paid = List.of("purchase", "refund", "renewal", "upgrade").contains(name);
    if (!paid && !sometimes()) {
      return;
    }
    ObjectNode order = event.putObject("order");
    List<String> money = MONEY.get(number % MONEY.size());
    boolean back = name.equals("refund");
    if (paid || sometimes()) {
      order.put("id", "ORD/" + number + " é");
      order.put("value", back && money.get(1).equals("0") ? "1" : money.get(1));
    }
    order.put("currency", money.get(0));
    if (sometimes()) {
      items(order.putArray("items"), money.get(1));
    }
  }

  private void items(ArrayNode items, String price) {
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      ObjectNode item = items.addObject();
      if (sometimes()) {
        item.put("id", i == 0 ? "SKU|1" : "42");
      }
      if (sometimes()) {
        item.put("name", one(WORDS)).put("category", one(WORDS)).put("brand", "Acmé");
      }
      if (sometimes()) {
        item.put("price", price);
      }
      if (sometimes()) {
        item.put("quantity", 1 + i);
      }
    }
  }

  private void properties(ObjectNode event, String name) {
    ObjectNode properties = event.putObject("properties");
    if (name.equals("custom")) {
      properties.put("event", one(WORDS));
    }
    if (sometimes()) {
      properties.put("search_term", one(WORDS)).put("status", 7).put("method", true);
    }
    if (random.nextBoolean()) {
      properties.put("os", one(List.of("ios", "Android"))).put("os_version", "17.5");
      properties.put("app_id", "com.example.shop").put("app_version", 3.1);
      properties.put("advertiser_tracking_enabled", random.nextBoolean());
      properties.put("screen_width", 1170).put("screen_height", 2532);
    }
    if (random.nextInt(5) == 0) {
      properties.put("lead_id", "1234567890123456").put("job_title", "Buyer");
    }
  }

  private void consent(ObjectNode event, int number) {
    ObjectNode consent = event.putObject("consent");
    if (number % 7 == 3) {
      consent.put("country", "US").put("subdivision", number % 2 == 0 ? "US-CA" : "US-VA");
      consent.put("gpc", true);
      return;
    }
    for (String signal :
        List.of("ad_storage", "ad_user_data", "ad_personalization", "analytics_storage")) {
      consent.put(signal, number % 23 == 5 ? "denied" : "granted");
    }
    consent.putObject("purposes").put("affiliate_attribution", "granted");
    if (number % 11 == 1) {
      consent.put("limited_data_use", true);
    }
  }
}
