package io.tagyard.delivery;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/** A replay and how far it has got. */
@MappedEntity(value = "replay", escape = false)
public record ReplayRow(
    @Id String id,
    String workspace,
    String connection,
    @Nullable String eventName,
    @Nullable String orderId,
    int perSecond,
    long fromPosition,
    long untilPosition,
    long nextPosition,
    String state,
    long sent,
    long delivered,
    long withheld,
    long parked,
    long dead,
    long skipped,
    long createdAt,
    long changedAt) {}
