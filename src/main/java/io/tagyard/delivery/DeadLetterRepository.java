package io.tagyard.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Dead letters. Empty texts in a filter mean any. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface DeadLetterRepository extends CrudRepository<DeadLetterRow, String> {
  String FILTER =
      " (:workspace = '' or workspace = :workspace)"
          + " and (:connection = '' or connection = :connection)"
          + " and (:reason = '' or reason = :reason)"
          + " and died_at >= :since and discarded_at is null";

  /** Letters that fit, newest first, before (older than) a place. */
  @Query(
      "select * from dead_letter where"
          + FILTER
          + " and (died_at < :beforeTime or (died_at = :beforeTime and id < :beforeId))"
          + " order by died_at desc, id desc limit :max")
  List<DeadLetterRow> list(
      String workspace,
      String connection,
      String reason,
      long since,
      long beforeTime,
      String beforeId,
      int max);

  @Query("select count(*) from dead_letter where" + FILTER)
  long countFitting(String workspace, String connection, String reason, long since);

  /** Letters of a lane from a position on, in order, also discarded ones. */
  @Query(
      "select * from dead_letter where workspace = :workspace and connection = :connection"
          + " and journal_position >= :position order by journal_position limit :max")
  List<DeadLetterRow> from(String workspace, String connection, long position, int max);

  /** Positions of letters that fit, ascending, from one on, also discarded ones. */
  @Query(
      "select distinct journal_position from dead_letter where"
          + " (:workspace = '' or workspace = :workspace)"
          + " and (:connection = '' or connection = :connection)"
          + " and (:orderId = '' or order_id = :orderId)"
          + " and journal_position >= :position order by journal_position limit :max")
  List<Long> positions(String workspace, String connection, String orderId, long position, int max);

  /** The letters of an event, also discarded ones. */
  @Query("select * from dead_letter where journal_position = :position order by id")
  List<DeadLetterRow> at(long position);

  /** How many legs of a lane are dead, also discarded ones. */
  @Query(
      "select count(*) from dead_letter where workspace = :workspace and connection = :connection")
  long countLane(String workspace, String connection);

  /** Letters that were useful until before this. */
  @Query("select * from dead_letter where useful_until < :before order by useful_until limit :max")
  List<DeadLetterRow> useless(long before, int max);

  @Query("delete from dead_letter where id in (:ids)")
  void deleteIds(List<String> ids);

  @Query("update dead_letter set discarded_at = :at, remark = :remark where id in (:ids)")
  void discard(List<String> ids, long at, @Nullable String remark);

  /** The highest position; null without rows. */
  @Query("select max(journal_position) from dead_letter")
  @Nullable Long highest();

  @Query("delete from dead_letter where journal_position >= :position")
  void deleteFrom(long position);
}
