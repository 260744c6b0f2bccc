package io.tagyard.delivery;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/** A leg that waits for its next attempt. Its payload stays in the journal. */
@MappedEntity(value = "parked_leg", escape = false)
public record ParkedRow(
    @Id String id,
    String workspace,
    String connection,
    long journalPosition,
    String eventId,
    String eventName,
    @Nullable String orderId,
    int attempts,
    @Nullable Long firstAttemptAt,
    long dueAt,
    String reason,
    String sentence,
    String route,
    @Nullable String firstFate,
    int extras,
    long parkedAt) {}
