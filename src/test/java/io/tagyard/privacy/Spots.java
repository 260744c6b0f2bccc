package io.tagyard.privacy;

import static io.tagyard.event.Events.NOON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConsentSent;
import io.tagyard.event.Json;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** The places of an event in which a value can stand that does not belong there. */
final class Spots {
  private static final Sender SENDER = Sender.server("acme", "backend", SourceKind.SERVER, null);

  /** A place, and how a value gets there. */
  record Spot(String name, BiConsumer<ObjectNode, String> put) {
    /** The event with this value there, made safe, as it is kept: text of its body. */
    String kept(String value) {
      ObjectNode event = Json.mapper().createObjectNode();
      put.accept(event, value);
      SafeEvent safe =
          new Privacy(new Plain(), removed -> {})
              .apply(valid(event), PrivacyPolicy.everyDigest("other"));
      return text(safe.body());
    }

    /** The same as it was sent. */
    String sent(String value) {
      ObjectNode event = Json.mapper().createObjectNode();
      put.accept(event, value);
      return text(event);
    }

    /** What people see of it in quarantine. */
    String shown(String value) {
      ObjectNode event = Json.mapper().createObjectNode();
      put.accept(event, value);
      return new String(Json.write(Redaction.of(event)), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Ids that programs made. */
  static final List<Spot> IDENTIFIERS =
      List.of(
          new Spot("click_ids", (event, value) -> event.putObject("click_ids").put("gclid", value)),
          new Spot("cookies", (event, value) -> event.putObject("cookies").put("_fbp", value)),
          new Spot("device.id", (event, value) -> event.putObject("device").put("id", value)),
          new Spot(
              "user.anonymous_id",
              (event, value) -> event.putObject("user").put("anonymous_id", value)),
          new Spot("user.id", (event, value) -> event.putObject("user").put("id", value)),
          new Spot("items.id", (event, value) -> item(event).put("id", value)),
          new Spot(
              "partner.click_id",
              (event, value) -> event.putObject("partner").put("click_id", value)));

  /** What people write. */
  static final List<Spot> TEXTS =
      List.of(
          new Spot("page.title", (event, value) -> event.putObject("page").put("title", value)),
          new Spot("coupon", (event, value) -> event.putObject("order").put("coupon", value)),
          new Spot("items.name", (event, value) -> item(event).put("name", value)),
          new Spot("items.brand", (event, value) -> item(event).put("brand", value)),
          new Spot("items.category", (event, value) -> item(event).put("category", value)),
          new Spot("partner.code", (event, value) -> event.putObject("partner").put("code", value)),
          new Spot(
              "sub_ids",
              (event, value) -> event.putObject("partner").putObject("sub_ids").put("s", value)),
          new Spot(
              "affiliation", (event, value) -> event.putObject("order").put("affiliation", value)));

  /** Members and parameters with names of their sender's own. */
  static final List<Spot> NAMED =
      List.of(
          new Spot("properties", (event, value) -> event.putObject("properties").put("n", value)),
          new Spot(
              "properties, nested",
              (event, value) ->
                  event
                      .putObject("properties")
                      .putObject("a")
                      .putArray("b")
                      .addObject()
                      .put("c", value)),
          new Spot(
              "properties, a name",
              (event, value) -> event.putObject("properties").put(value, "x").put("y", 1)),
          new Spot(
              "page.url, query",
              (event, value) ->
                  event.putObject("page").put("url", "https://s.example/a?x=" + encoded(value))),
          new Spot(
              "page.referrer, query",
              (event, value) ->
                  event
                      .putObject("page")
                      .put("referrer", "https://s.example/?a=1&b=" + form(value) + "&c=2")),
          new Spot(
              "page.url, link in a link",
              (event, value) ->
                  event
                      .putObject("page")
                      .put("url", "https://s.example/?to=" + encoded("/x?y=" + encoded(value)))),
          new Spot(
              "page.url, fragment",
              (event, value) ->
                  event.putObject("page").put("url", "https://s.example/#/a?x=" + encoded(value))));

  private Spots() {}

  private static ObjectNode item(ObjectNode event) {
    return event.putObject("order").putArray("items").addObject();
  }

  /** Percent-encoded, a blank too. */
  static String encoded(String value) {
    return form(value).replace("+", "%20");
  }

  private static String form(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  static ValidEvent valid(ObjectNode body) {
    return new ValidEvent(
        SENDER,
        "e1",
        "purchase",
        NOON,
        "web",
        NOON,
        Set.of(),
        body,
        null,
        List.of(),
        List.of(),
        ConsentSent.of(body));
  }

  private static String text(ObjectNode body) {
    return new String(Json.write(body), StandardCharsets.UTF_8);
  }
}
