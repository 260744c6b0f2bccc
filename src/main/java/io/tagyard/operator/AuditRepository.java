package io.tagyard.operator;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** The audit list. Empty texts in a filter mean any. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface AuditRepository extends CrudRepository<AuditRow, String> {
  /** Newest first, after (older than) this id. */
  @Query(
      "select * from audit_entry where (:workspace = '' or workspace = :workspace)"
          + " and (:before = '' or id < :before) order by id desc limit :max")
  List<AuditRow> list(String workspace, String before, int max);

  @Query("delete from audit_entry where at < :at")
  long deleteBefore(long at);
}
