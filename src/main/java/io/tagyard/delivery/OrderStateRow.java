package io.tagyard.delivery;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/** What a connection accepted for one order, as JSON. */
@MappedEntity(value = "order_state", escape = false)
public record OrderStateRow(
    @Id String id,
    String workspace,
    String connection,
    String orderId,
    String content,
    long updatedAt) {}
