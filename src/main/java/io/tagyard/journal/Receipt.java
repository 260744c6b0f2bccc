package io.tagyard.journal;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one leg, written on every outcome. The newest receipt of a (position,
 * connection) is its fate.
 *
 * @param reason one word, for example {@code accepted}, {@code consent_unset}, {@code expired}
 * @param attempts tries so far
 * @param detail what explains it: sentence, answer (masked, at most 4 KiB), digest of the request;
 *     null if nothing does
 */
public record Receipt(
    long position,
    ConnectionId connection,
    Fate fate,
    String reason,
    int attempts,
    Instant at,
    @Nullable JsonNode detail) {
  /** Whether the lane is done with this position: true for every fate but {@code pending}. */
  public boolean finished() {
    return fate != Fate.PENDING;
  }
}
