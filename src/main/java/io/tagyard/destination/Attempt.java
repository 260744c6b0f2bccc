package io.tagyard.destination;

import java.time.Instant;

/**
 * What belongs to one try and not to the event: signature headers and the like.
 *
 * @param at when, UTC
 * @param number from 1
 */
public record Attempt(Instant at, int number) {}
