package io.tagyard.delivery;

import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Makes committed rows survive a power loss. */
public interface Durability {
  /** Returns when everything committed before is on stable storage. */
  void sync();

  /** For databases whose commit is durable by itself, for example PostgreSQL. */
  static Durability ofCommit() {
    return () -> {};
  }

  /**
   * For H2: with {@code WRITE_DELAY=0} a commit reaches the file, and {@code CHECKPOINT SYNC} the
   * disk.
   */
  static Durability ofCheckpoint(TransactionOperations<Connection> transactions) {
    return () -> transactions.executeWrite(status -> checkpoint(status.getConnection()));
  }

  private static boolean checkpoint(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      return statement.execute("CHECKPOINT SYNC");
    } catch (SQLException e) {
      throw new IllegalStateException("the store cannot be synced to disk", e);
    }
  }
}
