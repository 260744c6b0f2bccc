package io.tagyard.intake;

import io.tagyard.destination.http.Network;
import java.util.List;

/**
 * How much intake takes at once. Defaults and reasons: {@code tagyard-defaults.yaml}, section
 * limits.
 *
 * @param eventBytesMax bytes of one event
 * @param batchBytesMax bytes of an array or NDJSON, unpacked
 * @param batchEventsMax events in one request
 * @param trustedProxies networks whose {@code X-Forwarded-For} is believed
 */
public record IntakeConfig(
    int eventBytesMax, int batchBytesMax, int batchEventsMax, List<Network> trustedProxies) {}
