package io.tagyard.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parked legs. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface ParkedRepository extends CrudRepository<ParkedRow, String> {
  /** Due legs of a lane, longest due first. */
  @Query(
      "select * from parked_leg where workspace = :workspace and connection = :connection"
          + " and due_at <= :now order by due_at, journal_position limit :max")
  List<ParkedRow> due(String workspace, String connection, long now, int max);

  /** Legs of a lane from a position on, in order. */
  @Query(
      "select * from parked_leg where workspace = :workspace and connection = :connection"
          + " and journal_position >= :position order by journal_position limit :max")
  List<ParkedRow> from(String workspace, String connection, long position, int max);

  /** Makes legs of a lane that wait for this reason due. */
  @Query(
      "update parked_leg set due_at = :now where workspace = :workspace"
          + " and connection = :connection and reason = :reason and due_at > :now")
  void wake(String workspace, String connection, String reason, long now);

  /** Moves all times of a lane by this many milliseconds. */
  @Query(
      "update parked_leg set due_at = due_at + :millis,"
          + " first_attempt_at = first_attempt_at + :millis"
          + " where workspace = :workspace and connection = :connection")
  void shift(String workspace, String connection, long millis);

  /** Legs of a lane with so many attempts are due at this time at the latest. */
  @Query(
      "update parked_leg set due_at = :latest where workspace = :workspace"
          + " and connection = :connection and due_at > :latest"
          + " and attempts >= :least and attempts <= :most")
  void cap(String workspace, String connection, int least, int most, long latest);

  /** How many legs of a lane are parked. */
  @Query(
      "select count(*) from parked_leg where workspace = :workspace and connection = :connection")
  long countLane(String workspace, String connection);

  /** Positions of parked legs that fit, ascending, from one on. Empty texts mean any. */
  @Query(
      "select distinct journal_position from parked_leg where"
          + " (:workspace = '' or workspace = :workspace)"
          + " and (:connection = '' or connection = :connection)"
          + " and (:orderId = '' or order_id = :orderId)"
          + " and journal_position >= :position order by journal_position limit :max")
  List<Long> positions(String workspace, String connection, String orderId, long position, int max);

  @Query("delete from parked_leg where id in (:ids)")
  void deleteIds(List<String> ids);

  @Query("delete from parked_leg where workspace = :workspace and connection = :connection")
  void deleteLane(String workspace, String connection);

  /** The highest position; null without rows. */
  @Query("select max(journal_position) from parked_leg")
  @Nullable Long highest();

  @Query("delete from parked_leg where journal_position >= :position")
  void deleteFrom(long position);
}
