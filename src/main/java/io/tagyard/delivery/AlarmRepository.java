package io.tagyard.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Alarms. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface AlarmRepository extends CrudRepository<AlarmRow, String> {
  @Query("select * from alarm order by began_at, id")
  List<AlarmRow> all();

  @Query("update alarm set began_told = true where id = :id")
  void told(String id);

  @Query("update alarm set ended_at = :at where id = :id")
  void ended(String id, long at);
}
