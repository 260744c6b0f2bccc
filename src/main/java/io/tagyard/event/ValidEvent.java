package io.tagyard.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event that satisfies its schema: typed, still personal, in memory only.
 *
 * @param id never altered; a UUIDv7 where the sender gave none (flag {@code id_generated})
 * @param time as sent, or by our clock
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
  /**
   * The event by our clock: a time that is ahead of receipt by no more than this is the time of
   * receipt. What was sent stays in the body.
   */
  public ValidEvent within(Duration skew) {
    boolean ours = time.isAfter(receivedAt) && !time.isAfter(receivedAt.plus(skew));
    return ours
        ? new ValidEvent(
            sender,
            id,
            name,
            receivedAt,
            channel,
            receivedAt,
            flags,
            body,
            subtotal,
            ignored,
            warnings,
            consent)
        : this;
  }

  @Override
  public String toString() {
    return "valid " + name + " from " + sender;
  }
}
