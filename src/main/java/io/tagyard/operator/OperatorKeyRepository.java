package io.tagyard.operator;

import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;

/** Where operator keys are kept. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface OperatorKeyRepository extends CrudRepository<OperatorKeyRow, String> {
  /** Whether a key of this role that was not revoked exists. */
  boolean existsByRoleAndRevokedAtIsNull(String role);
}
