package io.tagyard.operator;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Where keys are kept. An empty workspace in a filter means any. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface OperatorKeyRepository extends CrudRepository<OperatorKeyRow, String> {
  /** Keys that were not revoked. */
  @Query("select * from operator_key where revoked_at is null")
  List<OperatorKeyRow> active();

  /** Newest first, also revoked ones, after (older than) a place. */
  @Query(
      "select * from operator_key where (:workspace = '' or workspace = :workspace)"
          + " and (created_at < :beforeTime or (created_at = :beforeTime and hash < :beforeHash))"
          + " order by created_at desc, hash desc limit :max")
  List<OperatorKeyRow> list(String workspace, long beforeTime, String beforeHash, int max);

  @Query("update operator_key set revoked_at = :at where hash = :hash and revoked_at is null")
  long revoke(String hash, long at);
}
