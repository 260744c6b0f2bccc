package io.tagyard.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;

/** Receipts that the journal may not have yet. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface OwedReceiptRepository extends CrudRepository<OwedReceiptRow, Long> {
  /** Those of a lane, oldest first, after a number. */
  @Query(
      "select * from owed_receipt where workspace = :workspace and connection = :connection"
          + " and number > :after order by number limit :max")
  List<OwedReceiptRow> of(String workspace, String connection, long after, int max);

  @Query("delete from owed_receipt where number in (:numbers)")
  void deleteNumbers(List<Long> numbers);

  @Query("delete from owed_receipt where workspace = :workspace and connection = :connection")
  void deleteLane(String workspace, String connection);
}
