package io.tagyard.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Order states. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface OrderStateRepository extends CrudRepository<OrderStateRow, String> {
  @Query("delete from order_state where id in (:ids)")
  void deleteIds(List<String> ids);

  @Query(
      "delete from order_state where workspace = :workspace and connection = :connection"
          + " and updated_at < :before")
  void deleteOlder(String workspace, String connection, long before);
}
