package io.tagyard.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One thing a source sent, as it came: personal, unjudged.
 *
 * @param content the JSON value, usually an object
 * @param test sent by {@code send --test}: connections without a test mode withhold it
 */
public record InboundEvent(Sender sender, JsonNode content, Instant receivedAt, boolean test) {
  @Override
  public String toString() {
    return "event from " + sender;
  }
}
