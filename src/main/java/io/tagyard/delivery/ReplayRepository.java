package io.tagyard.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Replays. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface ReplayRepository extends CrudRepository<ReplayRow, String> {
  /** Newest first, before (older than) a place. Empty texts in the filter mean any. */
  @Query(
      "select * from replay where (:workspace = '' or workspace = :workspace)"
          + " and (:connection = '' or connection = :connection)"
          + " and (created_at < :beforeTime or (created_at = :beforeTime and id < :beforeId))"
          + " order by created_at desc, id desc limit :max")
  List<ReplayRow> newest(
      String workspace, String connection, long beforeTime, String beforeId, int max);

  @Query("select * from replay where state = :state order by created_at, id limit :max")
  List<ReplayRow> inState(String state, int max);
}
