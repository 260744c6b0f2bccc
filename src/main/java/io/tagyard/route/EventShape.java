package io.tagyard.route;

import io.tagyard.event.Purpose;
import io.tagyard.route.Shape.Items;
import io.tagyard.route.Shape.Leaf;
import io.tagyard.route.Shape.OpenMap;
import io.tagyard.route.Shape.Presence;
import io.tagyard.route.Shape.Struct;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The event as conditions see it (docs/routes.md): contact data by their presence only. */
final class EventShape {
  /** The identifiers of docs/expressions.md whose presence can be asked. */
  static final List<String> IDENTIFIERS =
      List.of(
          "email",
          "phone",
          "first_name",
          "last_name",
          "city",
          "region",
          "postal_code",
          "street",
          "country",
          "date_of_birth",
          "gender",
          "external_id",
          "ip",
          "device_id");

  private static final Struct ITEM =
      Struct.of(
          "item",
          Map.of(
              "id", Leaf.TEXT,
              "name", Leaf.TEXT,
              "brand", Leaf.TEXT,
              "category", Leaf.TEXT,
              "price", Leaf.DOUBLE,
              "quantity", Leaf.DOUBLE,
              "discount", Leaf.DOUBLE));

  private static final Struct ORDER =
      Struct.of(
          "order",
          Map.of(
              "id", Leaf.TEXT,
              "value", Leaf.DOUBLE,
              "currency", Leaf.TEXT,
              "subtotal", Leaf.DOUBLE,
              "tax", Leaf.DOUBLE,
              "shipping", Leaf.DOUBLE,
              "discount", Leaf.DOUBLE,
              "coupon", Leaf.TEXT,
              "customer_type", Leaf.TEXT,
              "items", new Items(ITEM)));

  /** The roots, by name. */
  static final Map<String, Shape> ROOTS =
      Map.ofEntries(
          Map.entry("id", Leaf.TEXT),
          Map.entry("name", Leaf.TEXT),
          Map.entry("time", Leaf.TIME),
          Map.entry("source", Leaf.TEXT),
          Map.entry("channel", Leaf.TEXT),
          Map.entry("page", texts("page", "url", "referrer", "title")),
          Map.entry("user", user()),
          Map.entry("device", device()),
          Map.entry("click_ids", new OpenMap(true)),
          Map.entry("cookies", new OpenMap(true)),
          Map.entry("click", Struct.of("click", Map.of("time", Leaf.TIME))),
          Map.entry("order", ORDER),
          Map.entry(
              "partner",
              Struct.of(
                  "partner",
                  Map.of(
                      "code", Leaf.TEXT,
                      "click_id", Leaf.TEXT,
                      "sub_ids", new OpenMap(true)))),
          Map.entry("properties", new OpenMap(false)),
          Map.entry("consent", consent()),
          Map.entry("identity", identity()));

  private EventShape() {}

  private static Struct texts(String name, String... members) {
    Map<String, Shape> shapes = new TreeMap<>();
    Stream.of(members).forEach(member -> shapes.put(member, Leaf.TEXT));
    return Struct.of(name, shapes);
  }

  private static Struct user() {
    return Struct.of(
        "user",
        Map.of(
            "id", Leaf.TEXT,
            "anonymous_id", Leaf.TEXT,
            "address", texts("address", "country")));
  }

  private static Struct device() {
    return Struct.of(
        "device",
        Map.of(
            "user_agent", Leaf.TEXT,
            "language", Leaf.TEXT,
            "id_type", Leaf.TEXT,
            "ip", new Presence(),
            "id", new Presence()));
  }

  private static Struct consent() {
    Map<String, Shape> members = new TreeMap<>();
    Stream.of(Purpose.values()).forEach(purpose -> members.put(purpose.word(), Leaf.TEXT));
    Stream.of("ad_storage", "ad_personalization", "analytics_storage")
        .forEach(member -> members.put(member, Leaf.TEXT));
    Stream.of("country", "subdivision", "regime").forEach(m -> members.put(m, Leaf.TEXT));
    members.put("gpc", Leaf.FLAG);
    members.put("limited_data_use", Leaf.FLAG);
    return Struct.of("consent", members);
  }

  private static Struct identity() {
    Map<String, Shape> kinds = new TreeMap<>();
    IDENTIFIERS.forEach(kind -> kinds.put(kind, new Presence()));
    return Struct.of("identity", kinds);
  }
}
