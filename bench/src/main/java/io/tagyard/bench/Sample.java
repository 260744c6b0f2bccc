package io.tagyard.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Leg;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.Json;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import io.tagyard.privacy.Digester;
import io.tagyard.privacy.Opener;
import io.tagyard.privacy.Privacy;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.privacy.Sealer;
import io.tagyard.schema.EventSchemas;
import io.tagyard.schema.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** An event at each stage of its way. */
final class Sample {
  private static final Instant RECEIVED = Instant.parse("2026-11-20T10:00:05Z");
  private static final Set<String> META =
      Set.of(
          "email.basic",
          "phone.digits",
          "first_name.meta",
          "last_name.meta",
          "city.latin",
          "region.code",
          "postal_code.short",
          "country",
          "external_id.lower");

  /** Nothing is sealed in a purchase from a server; what is, stays as it is. */
  private static final Sealer PLAIN =
      new Sealer() {
        @Override
        public byte[] seal(byte[] plain, String context) {
          return plain;
        }

        @Override
        public byte[] open(byte[] sealed, String context) {
          return sealed;
        }
      };

  private final Privacy privacy = new Privacy(PLAIN, removed -> {});
  private final Opener opener = new Opener(PLAIN, broken -> {});
  private final byte[] text;
  private final InboundEvent inbound;
  private final ValidEvent valid;

  /** The purchase that is sent by the other rows. */
  Sample() {
    this(read(Purchase.json()));
  }

  Sample(JsonNode event) {
    text = Json.write(event);
    Sender sender = Sender.server("bench", "backend", SourceKind.SERVER, "web");
    Instant received =
        event.path("time").isTextual()
            ? Instant.parse(event.path("time").asText()).plusSeconds(5)
            : RECEIVED;
    ObjectNode content = event.deepCopy();
    if (!event.path("time").isTextual()) {
      content.put("time", RECEIVED.toString());
    }
    inbound = new InboundEvent(sender, content, received, false);
    if (!(EventSchemas.builtIn().judge(inbound) instanceof Verdict.Valid(ValidEvent it))) {
      throw new IllegalStateException("not valid: " + event);
    }
    valid = it;
  }

  private static JsonNode read(String text) {
    try {
      return Json.read(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] text() {
    return text;
  }

  InboundEvent inbound() {
    return inbound;
  }

  ValidEvent valid() {
    return valid;
  }

  /** What the workspace of one Meta connection needs. */
  PrivacyPolicy policy() {
    if (!Digester.ALL.containsAll(META)) {
      throw new IllegalStateException("digests were renamed");
    }
    return new PrivacyPolicy("us", Map.of(), META);
  }

  SafeEvent safe(PrivacyPolicy policy) {
    return privacy.apply(valid, policy);
  }

  OpenEvent open(SafeEvent safe) {
    return opener.open(safe, RECEIVED);
  }

  Leg leg(OpenEvent open) {
    return new Leg(open, "purchases", false, Set.of(), null, null);
  }
}
