package io.tagyard.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.Purpose;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event on its way to one connection, as a destination sees it: consent has been decided.
 *
 * @param route name of the route that made the leg
 * @param restricted send in the platform's limited mode
 * @param withheld purposes that are not granted and gate parts of the event ({@code
 *     consent.fields})
 * @param overlay the target's {@code map}, compiled; null without one
 * @param state what was accepted for this order before; null without
 */
public record Leg(
    OpenEvent event,
    String route,
    boolean restricted,
    Set<Purpose> withheld,
    @Nullable Overlay overlay,
    @Nullable ObjectNode state) {}
