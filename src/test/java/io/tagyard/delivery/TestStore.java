package io.tagyard.delivery;

import io.micronaut.context.ApplicationContext;
import io.micronaut.transaction.TransactionOperations;
import java.sql.Connection;
import java.util.Map;
import javax.sql.DataSource;

/**
 * The real store on H2 in memory, migrated by Flyway; one for all tests, told apart by workspace.
 */
final class TestStore {
  private static final ApplicationContext CONTEXT =
      ApplicationContext.run(
          Map.of(
              "datasources.default.url", "jdbc:h2:mem:delivery;DB_CLOSE_DELAY=-1",
              "datasources.default.username", "sa",
              "datasources.default.password", "",
              "datasources.default.driver-class-name", "org.h2.Driver",
              "flyway.datasources.default.enabled", "true"));

  private TestStore() {}

  static Parking parking() {
    return parking(new Life());
  }

  /** A store that stops working when this life ends. */
  @SuppressWarnings("unchecked")
  static Parking parking(Life life) {
    TransactionOperations<Connection> transactions =
        life.during(TransactionOperations.class, CONTEXT.getBean(TransactionOperations.class));
    return new Parking(
        CONTEXT.getBean(ParkedRepository.class),
        CONTEXT.getBean(DeadLetterRepository.class),
        CONTEXT.getBean(OrderStateRepository.class),
        CONTEXT.getBean(LaneStateRepository.class),
        CONTEXT.getBean(OwedReceiptRepository.class),
        transactions,
        Durability.ofCheckpoint(transactions));
  }

  static AlarmRepository alarms() {
    return CONTEXT.getBean(AlarmRepository.class);
  }

  static ReplayRepository replays() {
    return CONTEXT.getBean(ReplayRepository.class);
  }

  static Connection connection() throws java.sql.SQLException {
    return CONTEXT.getBean(DataSource.class).getConnection();
  }
}
