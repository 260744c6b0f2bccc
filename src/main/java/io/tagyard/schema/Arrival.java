package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;

/** What the gateway knows better than the event: who sent it and, for browsers, from where. */
final class Arrival {
  private Arrival() {}

  /**
   * Writes the source's name over whatever was sent, in its place, and a browser's address and user
   * agent over what its script may have claimed.
   */
  static void stamp(ObjectNode body, Sender sender) {
    body.put("source", sender.source());
    if (sender.kind() != SourceKind.BROWSER
        || (sender.ip() == null && sender.userAgent() == null)) {
      return;
    }
    JsonNode sent = body.path("device");
    if (sent.isMissingNode() || sent.isObject()) {
      ObjectNode device =
          sent instanceof ObjectNode theirs
              ? Json.first(theirs, theirs.size())
              : Json.mapper().createObjectNode();
      put(device, "ip", sender.ip());
      put(device, "user_agent", sender.userAgent());
      if (!device.isEmpty()) {
        body.set("device", device);
      }
    }
  }

  /** The event's channel, else the source's, else {@code web} for browsers and {@code other}. */
  static String channel(ObjectNode body, Sender sender) {
    String fallback = sender.kind() == SourceKind.BROWSER ? "web" : "other";
    return body.path("channel").asText(sender.channel() == null ? fallback : sender.channel());
  }

  private static void put(
      ObjectNode device, String name, @org.jspecify.annotations.Nullable String value) {
    if (value != null && !value.isEmpty() && !ClosedForms.holdsAddress(value)) {
      device.put(name, value);
    } else if (value != null) {
      device.remove(name); // the gateway knows that there is none, whatever the page claims
    }
  }
}
