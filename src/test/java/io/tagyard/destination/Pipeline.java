package io.tagyard.destination;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConsentRecord;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.Purpose;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import io.tagyard.privacy.ConsentDecision;
import io.tagyard.privacy.ConsentRules;
import io.tagyard.privacy.Opener;
import io.tagyard.privacy.Privacy;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.privacy.Sealer;
import io.tagyard.schema.EventSchemas;
import io.tagyard.schema.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The house's own way from what a source sends to a leg, for tests of what is sent. */
final class Pipeline {
  private static final Set<String> CHANNELS = Set.of("web", "app", "store", "phone", "crm");
  private static final Sealer OPEN =
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

  private Pipeline() {}

  /** What became of an event: open for a destination, or withheld by consent. */
  record Result(OpenEvent event, ConsentDecision decision) {
    boolean goes() {
      return decision.kind() != ConsentDecision.Kind.WITHHOLD;
    }

    Leg leg(Definition definition, Optional<ObjectNode> state) {
      Set<Purpose> withheld =
          ConsentRules.notGranted(event.safe().consent(), definition.gatedParts().values());
      return new Leg(
          event,
          "route",
          decision.kind() == ConsentDecision.Kind.RESTRICT,
          withheld,
          null,
          state.orElse(null));
    }
  }

  /** Judges, makes safe and decides on consent, as the gateway does. */
  static Result run(
      ObjectNode event, Destination destination, String region, Collection<String> retained) {
    String source = event.path("source").asText("web");
    Sender sender =
        Sender.server(
            "acme", source, SourceKind.SERVER, CHANNELS.contains(source) ? source : "web");
    Instant received =
        Instant.parse(event.path("time").asText("2026-11-20T10:00:00Z")).plusSeconds(5);
    Verdict verdict =
        EventSchemas.builtIn().judge(new InboundEvent(sender, event.deepCopy(), received, false));
    if (!(verdict instanceof Verdict.Valid(ValidEvent valid))) {
      throw new IllegalArgumentException("the event is not valid: " + verdict);
    }
    Map<String, Duration> kept = new HashMap<>();
    retained.forEach(field -> kept.put(field, Duration.ofHours(48)));
    SafeEvent safe =
        new Privacy(OPEN, removed -> {})
            .apply(valid, new PrivacyPolicy(region, kept, destination.digestVariants()));
    OpenEvent open = new Opener(OPEN, broken -> {}).open(safe, received);
    ConsentRecord consent = safe.consent();
    Definition definition = destination.definition();
    return new Result(
        open, ConsentRules.decide(consent, definition.needs(), definition.restrictedMode()));
  }

  /** The same event with this purpose denied. */
  static ObjectNode denying(ObjectNode event, String purpose) {
    ObjectNode copy = event.deepCopy();
    JsonNode consent = copy.path("consent");
    ObjectNode said = consent.isObject() ? (ObjectNode) consent : copy.putObject("consent");
    JsonNode purposes = said.path("purposes");
    ObjectNode own = purposes.isObject() ? (ObjectNode) purposes : said.putObject("purposes");
    own.put(purpose, "denied");
    return copy;
  }
}
