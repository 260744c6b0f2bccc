package io.tagyard.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One leg of an event, as people see it.
 *
 * @param route that made the leg; empty when unknown
 * @param reason one word; {@code in_hand} or {@code unread} while pending
 * @param at when the fate was noted; null while pending
 * @param detail consent decision, answer (masked), digest of the request, revision; null without
 * @param request what goes out as things are now, masked; null when nothing would
 */
public record LegStory(
    ConnectionId connection,
    String route,
    Fate fate,
    String reason,
    String sentence,
    int attempts,
    @Nullable Instant at,
    @Nullable JsonNode detail,
    @Nullable JsonNode request) {}
