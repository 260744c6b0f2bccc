package io.tagyard.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Replays. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface ReplayRepository extends CrudRepository<ReplayRow, String> {
  /** Newest first. */
  @Query("select * from replay order by created_at desc, id desc limit :max")
  List<ReplayRow> newest(int max);

  @Query("select * from replay where state = :state order by created_at, id limit :max")
  List<ReplayRow> inState(String state, int max);
}
