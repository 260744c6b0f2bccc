package io.tagyard.operator;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import org.jspecify.annotations.Nullable;

/**
 * A key as stored.
 *
 * @param hash SHA-256 of the key, hex; the key itself is known to its holder only
 * @param role null for a key of the tracking API
 * @param workspace the only workspace it is good for; null = all
 * @param createdAt milliseconds since 1970, UTC; so is {@code revokedAt}
 * @param scopes of a key of the tracking API, separated by blanks; null for an operator's
 */
@MappedEntity(value = "operator_key", escape = false)
public record OperatorKeyRow(
    @Id String hash,
    String name,
    @Nullable String role,
    @Nullable String workspace,
    long createdAt,
    @Nullable Long revokedAt,
    @Nullable String scopes) {}
