package io.tagyard.delivery;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * What an operator set on a lane, and legs that changed their fate, as differences; letters let go.
 */
@MappedEntity(value = "lane_state", escape = false)
public record LaneStateRow(
    @Id String id,
    String workspace,
    String connection,
    boolean paused,
    @Nullable Long notBefore,
    long matched,
    long delivered,
    long withheld,
    long parked,
    long dead,
    long letGo) {}
