package io.tagyard.operator;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operator key as stored.
 *
 * @param hash SHA-256 of the key, hex; the key itself is known to its holder only
 * @param workspace the only workspace it is good for; null = all
 */
@MappedEntity("operator_key")
public record OperatorKeyRow(
    @Id String hash,
    String name,
    String role,
    @Nullable String workspace,
    Instant createdAt,
    @Nullable Instant revokedAt) {}
