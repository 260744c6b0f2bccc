package io.tagyard.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event without raw contact data: the only thing that can be stored or routed. Made only by
 * {@code privacy} and by the journal's reader.
 *
 * @param body the members that were sent and kept, in their order; a JSON null holds the place of a
 *     sealed value, nothing else is null; never changed after construction
 * @param subtotal derived {@code order.subtotal}, when it was not sent
 * @param piiProfile version of the rules the digests were made by
 */
public record SafeEvent(
    String workspace,
    String source,
    SourceKind sourceKind,
    String id,
    String name,
    Instant time,
    String channel,
    Instant receivedAt,
    Set<String> flags,
    ObjectNode body,
    @Nullable BigDecimal subtotal,
    Digests digests,
    int piiProfile,
    ConsentRecord consent,
    List<Sealed> sealed) {

  /** The order this event is about. */
  public Optional<String> orderId() {
    String id = body.path("order").path("id").asText("");
    return id.isEmpty() ? Optional.empty() : Optional.of(id);
  }

  /** Whether this flag is on the event. */
  public boolean is(String flag) {
    return flags.contains(flag);
  }

  @Override
  public String toString() {
    return workspace + "/" + name + " " + id;
  }
}
