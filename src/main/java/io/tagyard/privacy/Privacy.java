package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Digests;
import io.tagyard.event.Flags;
import io.tagyard.event.Json;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sealed;
import io.tagyard.event.ValidEvent;
import io.tagyard.event.Warning;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Makes an event safe: digests instead of contact data, the little that must stay raw sealed. */
public final class Privacy {
  /** On events from which contact data in a wrong place (a URL, {@code properties}) was taken. */
  public static final String PERSONAL_DATA_REMOVED = "personal_data_removed";

  private final Sealer sealer;
  private final IntConsumer onRemoved;

  /**
   * @param onRemoved told how many values were taken out of wrong places, for a counter
   */
  public Privacy(Sealer sealer, IntConsumer onRemoved) {
    this.sealer = sealer;
    this.onRemoved = onRemoved;
  }

  /** The safe form of a valid event. Pure but for the sealer's random nonce. */
  public SafeEvent apply(ValidEvent event, PrivacyPolicy policy) {
    Ids ids = new Ids(sealer, event.sender().workspace());
    Strip strip = new Strip(policy.retained().keySet(), ids);
    ObjectNode body = strip.body(event.body());
    Set<String> flags = new TreeSet<>(event.flags());
    if (strip.removed() > 0) {
      flags.add(PERSONAL_DATA_REMOVED);
      onRemoved.accept(strip.removed());
    }
    String country = Regions.countryOfWorkspace(policy.region()).orElse(null);
    if (Mismatch.in(event.body(), country)) {
      flags.add(Flags.HASH_MISMATCH);
    }
    String id = ids.ofEvent(event.id());
    if (strip.renamed() || !id.equals(event.id())) {
      flags.add(Flags.PERSONAL_IN_ID);
    }
    Digester.Reading reading =
        new Digester.Reading(Digester.region(event.body(), country), policy.internationalPhones());
    Digests digests = policy.digester().read(event.body(), reading);
    Usability.flag(event.body(), digests, reading, country, flags);
    return new SafeEvent(
        event.sender().workspace(),
        event.sender().source(),
        event.sender().kind(),
        id,
        event.name(),
        event.time(),
        event.channel(),
        event.receivedAt(),
        Collections.unmodifiableSet(flags),
        body,
        event.subtotal(),
        digests,
        Digester.PROFILE,
        ConsentReader.read(event, policy),
        sealed(event, id, policy, strip));
  }

  /**
   * The id by which an event that was not taken is shown: as it was sent, unless it is personal.
   */
  public String idOf(String workspace, String id) {
    return new Ids(sealer, workspace).ofEvent(id);
  }

  /** What the sender will want to know about what became of an event. */
  public static List<Warning> warnings(ValidEvent event, SafeEvent safe) {
    List<Warning> warnings = new ArrayList<>();
    if (safe.is(Flags.PERSONAL_IN_ID)) {
      renamed("id", event.id(), safe.id(), warnings);
      renamed(
          "order.id",
          event.body().at("/order/id").asText(),
          safe.body().at("/order/id").asText(),
          warnings);
    }
    if (safe.is(Flags.EMAIL_UNUSABLE)) {
      warnings.add(new Warning("user.email", "no platform can use this e-mail address"));
    }
    if (safe.is(Flags.PHONE_UNUSABLE)) {
      warnings.add(
          new Warning(
              "user.phone",
              "no platform can use this phone number: write it with + and its country code, or send"
                  + " its country; a source whose bare digits have it says phones: international"));
    }
    return warnings;
  }

  private static void renamed(String path, String sent, String kept, List<Warning> warnings) {
    if (!sent.equals(kept)) {
      warnings.add(new Warning(path, "looks like contact data; it is kept and sent as " + kept));
    }
  }

  private List<Sealed> sealed(ValidEvent event, String id, PrivacyPolicy policy, Strip strip) {
    List<Sealed> sealed = new ArrayList<>();
    if (!strip.device().isEmpty()) {
      sealed.add(seal(event, id, strip.device(), null));
    }
    Map<Instant, Map<String, JsonNode>> byEnd = new TreeMap<>();
    strip
        .fields()
        .forEach((field, value) ->
            byEnd
                .computeIfAbsent(
                    event.receivedAt().plus(policy.retained().getOrDefault(field, Duration.ZERO)),
                    end -> new LinkedHashMap<>())
                .put(Treatment.pathOf(field), value));
    byEnd.forEach((end, values) -> sealed.add(seal(event, id, values, end)));
    return List.copyOf(sealed);
  }

  private Sealed seal(
      ValidEvent event, String id, Map<String, JsonNode> values, @Nullable Instant until) {
    ObjectNode plain = Json.mapper().createObjectNode();
    plain.setAll(values);
    return new Sealed(
        List.copyOf(values.keySet()),
        until,
        sealer.seal(Json.write(plain), SealContext.of(event.sender().workspace(), id, until)));
  }
}
