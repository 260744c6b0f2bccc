package io.tagyard.intake;

import java.time.Duration;

/**
 * How many connections are held, and how slow a sender may be. Defaults and reasons: {@code
 * tagyard-defaults.yaml}, section limits.
 *
 * @param open connections at once
 * @param request from the first byte of a request to its last
 */
public record ConnectionLimits(int open, Duration request) {}
