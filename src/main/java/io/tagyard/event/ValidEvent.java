package io.tagyard.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event that satisfies its schema: typed, still personal, in memory only.
 *
 * @param id never altered; a UUIDv7 where the sender gave none (flag {@code id_generated})
 * @param body the known members as sent, in their order, without null members; currency upper-cased
 * @param subtotal {@code order.subtotal} when it had to be derived from value, tax and shipping
 * @param ignored paths of unknown members, not kept
 * @param warnings what its sender will want to know, sorted by path
 * @param consent what was sent about consent, also what the body does not keep of it
 */
public record ValidEvent(
    Sender sender,
    String id,
    String name,
    Instant time,
    String channel,
    Instant receivedAt,
    Set<String> flags,
    ObjectNode body,
    @Nullable BigDecimal subtotal,
    List<String> ignored,
    List<Warning> warnings,
    ConsentSent consent) {
  @Override
  public String toString() {
    return "valid " + name + " from " + sender;
  }
}
