package io.tagyard.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An event that does not satisfy its schema, kept with the reasons.
 *
 * @param id of this quarantine entry (UUIDv7), not the event's
 * @param eventId the event's own id where it had a usable one
 * @param redacted what people see: the content without the value of any personal field
 * @param original the {@link InboundEvent} sealed whole, for a retry
 */
public record QuarantinedEvent(
    String id,
    String workspace,
    String source,
    @Nullable String eventId,
    @Nullable String name,
    Instant receivedAt,
    List<Fault> faults,
    JsonNode redacted,
    byte[] original) {
  @Override
  public String toString() {
    return "quarantined " + id;
  }
}
