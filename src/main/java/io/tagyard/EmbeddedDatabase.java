package io.tagyard;

import io.micronaut.transaction.TransactionOperations;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;

/** The gateway's own database, which copies itself while it is used. */
record EmbeddedDatabase(TransactionOperations<Connection> transactions) implements Backup.Database {
  @Override
  public void copyTo(Path zip) {
    transactions.executeRead(status -> {
      try {
        OfflineData.copy(status.getConnection(), zip);
        return zip;
      } catch (SQLException e) {
        throw new IllegalStateException("the database cannot be copied: " + e.getMessage(), e);
      }
    });
  }
}
