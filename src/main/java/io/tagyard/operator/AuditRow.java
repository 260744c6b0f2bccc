package io.tagyard.operator;

import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;

/**
 * One line of the audit list.
 *
 * @param id sorts by time
 * @param at milliseconds since 1970, UTC
 * @param workspace what it was about; empty = all
 */
@MappedEntity(value = "audit_entry", escape = false)
public record AuditRow(
    @Id String id,
    long at,
    String keyId,
    String keyName,
    String role,
    String workspace,
    String action,
    String subject,
    String outcome,
    int status) {}
