package io.tagyard.delivery;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/** An alarm that stands, or whose end is not told yet. */
@MappedEntity(value = "alarm", escape = false)
public record AlarmRow(
    @Id String id,
    String kind,
    String subject,
    String sentence,
    long beganAt,
    boolean beganTold,
    @Nullable Long endedAt) {}
