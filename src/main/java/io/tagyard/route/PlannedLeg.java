package io.tagyard.route;

import io.tagyard.destination.Overlay;
import io.tagyard.event.Purpose;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One leg of an event, as the routes have it. Consent, age and required fields are looked at when
 * it is sent.
 *
 * @param needs purposes that must be granted: the definition's, changed by the route
 * @param hold how long an unset need waits for a later consent record; empty = not at all
 * @param overlay the target's {@code map}; null without one
 * @param withheld decided already: {@code duplicate_route}, {@code route_paused}, {@code shadow},
 *     {@code condition_error}, {@code event_not_accepted}
 */
public record PlannedLeg(
    Connection connection,
    String route,
    Set<Purpose> needs,
    Optional<Duration> hold,
    @Nullable Overlay overlay,
    Optional<Withheld> withheld) {

  /** A reason (docs/routes.md) and a sentence. */
  public record Withheld(String reason, String sentence) {}
}
