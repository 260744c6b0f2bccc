package io.tagyard.operator;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * An operator key as stored.
 *
 * @param hash SHA-256 of the key, hex; the key itself is known to its holder only
 * @param createdAt milliseconds since 1970, UTC; so is {@code revokedAt}
 * @param workspace the only workspace it is good for; null = all
 */
@MappedEntity(value = "operator_key", escape = false)
public record OperatorKeyRow(
    @Id String hash,
    String name,
    String role,
    @Nullable String workspace,
    long createdAt,
    @Nullable Long revokedAt) {}
