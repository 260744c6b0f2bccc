package io.tagyard.privacy;

import static io.tagyard.event.Events.NOON;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.ConsentSent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Records of consent as the gateway makes them. */
final class Consents {
  static final Sender BACKEND = Sender.server("acme", "backend", SourceKind.SERVER, null);

  private Consents() {}

  /** The record of an event that came at noon. */
  static ConsentRecord record(ObjectNode body, Sender sender, String region) {
    return record(body, sender, PrivacyPolicy.everyDigest(region));
  }

  static ConsentRecord record(ObjectNode body, Sender sender, PrivacyPolicy policy) {
    return ConsentReader.read(
        new ValidEvent(
            sender,
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
            ConsentSent.of(body)),
        policy);
  }

  /** A browser source with these cookies in its request. */
  static Sender browser(boolean gpc, Map<String, List<String>> cookies) {
    return new Sender(
        "acme", "web", SourceKind.BROWSER, null, "203.0.113.9", "Agent", gpc, cookies);
  }
}
