package io.tagyard.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Fault;
import java.util.ArrayList;
import java.util.List;

/**
 * The form of another system, told by two of its members, so that its sender hears what it looks
 * like before what is missing.
 *
 * @param members paths such as {@code data.0.event_name}
 * @param door the address that takes it; empty = this version has none
 */
record ForeignShape(String name, List<String> members, String door) {
  private static final String MAPPED =
      "the event of docs/events.md; this version has no door that takes this form as it is";

  private static final List<ForeignShape> ALL =
      List.of(
          shape("a Shopify order", "line_items", "financial_status"),
          shape("a Shopify refund", "refund_line_items", "order_id"),
          shape("a WooCommerce order", "line_items", "order_key"),
          shape("a WooCommerce order", "billing", "date_paid_gmt"),
          shape("a Stripe event", "data.object", "livemode"),
          shape("a Stripe event", "data.object", "api_version"),
          shape("a GA4 Measurement Protocol hit", "events.0.params", "client_id"),
          shape("a GA4 Measurement Protocol hit", "events.0.name", "app_instance_id"),
          shape("a RudderStack call", "messageId", "originalTimestamp"),
          shape("a RudderStack call", "rudderId", "type"),
          shape("a RudderStack batch", "batch.0.originalTimestamp", "batch.0.messageId"),
          shape("a Segment call", "type", "anonymousId"),
          shape("a Segment call", "type", "userId"),
          shape("a Segment call", "messageId", "writeKey"),
          shape("a Segment call", "event", "anonymousId"),
          shape("a Segment call", "event", "userId"),
          shape("a Segment batch", "batch.0.type", "batch"),
          shape("a Snowplow payload", "schema", "data.0.e"),
          shape("a Snowplow payload", "e", "p"),
          shape("a CloudEvent", "specversion", "type"),
          shape("a Meta Conversions API call", "data.0.event_name", "data.0.event_time"),
          shape("a Meta Conversions API event", "event_name", "event_time"),
          shape("a Meta Conversions API event", "event_name", "action_source"),
          shape("a query of Meta's pixel", "ev", "dl"),
          shape("a query of Meta's pixel", "ev", "rl"),
          shape("a query of Meta's pixel", "ev", "cd[currency]"),
          shape("a GTM dataLayer push", "event", "ecommerce"),
          shape("a GTM dataLayer push", "event", "gtm.uniqueEventId"),
          shape("a GTM dataLayer push", "event", "gtm\\.uniqueEventId"),
          new ForeignShape(
              "a list inside of an object", List.of("events.0"), "send the list itself: [{...}]"),
          new ForeignShape(
              "a list inside of an object", List.of("batch.0"), "send the list itself: [{...}]"));

  private static ForeignShape shape(String name, String one, String two) {
    return new ForeignShape(name, List.of(one, two), "");
  }

  /** The faults, with what the whole looks like before them. */
  static List<Fault> named(JsonNode content, List<Fault> faults) {
    if (!content.isObject()) {
      return faults;
    }
    for (ForeignShape shape : ALL) {
      if (shape.fits(content)) {
        List<Fault> all = new ArrayList<>();
        all.add(new Fault("", "this looks like " + shape.said(), shape.expected()));
        all.addAll(faults);
        return all;
      }
    }
    return faults;
  }

  private boolean fits(JsonNode content) {
    return members.stream().allMatch(path -> !at(content, path).isMissingNode());
  }

  private String said() {
    return name + " (" + String.join(", ", members).replace(".0", "[0]").replace("\\", "") + ")";
  }

  private String expected() {
    return door.isEmpty() ? MAPPED : door;
  }

  private static JsonNode at(JsonNode content, String path) {
    JsonNode at = content;
    for (String name : path.split("(?<!\\\\)\\.", -1)) {
      at = name.equals("0") ? at.path(0) : at.path(name.replace("\\", ""));
    }
    return at;
  }
}
