package io.tagyard.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.EventJournal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;

/**
 * What all lanes work with.
 *
 * @param opener opens the sealed values of an event, as far as they may still be read at that time
 * @param departing decides and prepares, {@code Departure.of}
 * @param courier sends one request and waits for its answer; {@code Silence} when there is none
 * @param clock what people's clocks show
 * @param steady what waits are reckoned by
 * @param random for jitter; must be thread-safe
 */
public record Equipment(
    DeliveryConfig config,
    EventJournal journal,
    Parking parking,
    BiFunction<SafeEvent, Instant, OpenEvent> opener,
    Departing departing,
    Carrier courier,
    Alarms alarms,
    MeterRegistry meters,
    InstantSource clock,
    SteadyClock steady,
    RandomGenerator random) {}
