package io.tagyard.privacy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Flags;
import io.tagyard.event.Json;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sealed;
import io.tagyard.event.ValidEvent;
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
    Strip strip = new Strip(policy.retained().keySet());
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
    return new SafeEvent(
        event.sender().workspace(),
        event.sender().source(),
        event.sender().kind(),
        event.id(),
        event.name(),
        event.time(),
        event.channel(),
        event.receivedAt(),
        Collections.unmodifiableSet(flags),
        body,
        event.subtotal(),
        policy.digester().digest(event.body(), country),
        Digester.PROFILE,
        ConsentReader.read(event, policy),
        sealed(event, policy, strip));
  }

  private List<Sealed> sealed(ValidEvent event, PrivacyPolicy policy, Strip strip) {
    List<Sealed> sealed = new ArrayList<>();
    if (!strip.device().isEmpty()) {
      sealed.add(seal(event, strip.device(), null));
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
    byEnd.forEach((end, values) -> sealed.add(seal(event, values, end)));
    return List.copyOf(sealed);
  }

  private Sealed seal(ValidEvent event, Map<String, JsonNode> values, @Nullable Instant until) {
    ObjectNode plain = Json.mapper().createObjectNode();
    plain.setAll(values);
    return new Sealed(
        List.copyOf(values.keySet()),
        until,
        sealer.seal(
            Json.write(plain), SealContext.of(event.sender().workspace(), event.id(), until)));
  }
}
