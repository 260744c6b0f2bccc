package io.tagyard.delivery;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/** A leg that we stopped trying. */
@MappedEntity(value = "dead_letter", escape = false)
public record DeadLetterRow(
    @Id String id,
    String workspace,
    String connection,
    long journalPosition,
    String eventId,
    String eventName,
    @Nullable String orderId,
    String route,
    String reason,
    String sentence,
    @Nullable String answer,
    int attempts,
    @Nullable String firstFate,
    int extras,
    String kind,
    String fingerprint,
    long diedAt,
    long usefulUntil,
    @Nullable Long discardedAt,
    @Nullable String remark) {}
