package io.tagyard.delivery;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.CrudRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row per lane. */
@JdbcRepository(dialect = Dialect.ANSI)
public interface LaneStateRepository extends CrudRepository<LaneStateRow, String> {
  @Override
  List<LaneStateRow> findAll();

  @Query("update lane_state set paused = :paused where id = :id")
  void setPaused(String id, boolean paused);

  @Query("update lane_state set not_before = :notBefore where id = :id")
  void setNotBefore(String id, @Nullable Long notBefore);

  @Query(
      "update lane_state set matched = matched + :matched, delivered = delivered + :delivered,"
          + " withheld = withheld + :withheld, parked = parked + :parked, dead = dead + :dead"
          + " where id = :id")
  void move(String id, long matched, long delivered, long withheld, long parked, long dead);

  @Query("update lane_state set let_go = let_go + :letters where id = :id")
  void letGo(String id, long letters);
}
