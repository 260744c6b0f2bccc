package io.tagyard.delivery;

import io.tagyard.route.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;

/** Lets go what the store has kept long enough: dead letters nobody can retry, orders of old. */
public final class Purge {
  private final Lanes lanes;
  private final Parking parking;
  private final Duration letters;
  private final Duration orders;

  /**
   * @param letters how long a dead letter stays after it stopped being useful
   * @param orders how long an order is known where the destination names no time for corrections
   */
  public Purge(Lanes lanes, Duration letters, Duration orders) {
    this.lanes = lanes;
    this.parking = lanes.equipment().parking();
    this.letters = letters;
    this.orders = orders;
  }

  /** Lets go what is over now. Letters still count as dead. */
  public void round(Instant now) {
    int gone;
    do {
      gone = parking.letGo(now.minus(letters));
    } while (gone > 0);
    Collection<Connection> connections = lanes.table().connections();
    for (Connection connection : connections) {
      Duration correctable =
          connection.destination().definition().limits().correction().orElse(orders);
      parking.forgetOrders(connection.id(), now.minus(correctable));
    }
  }
}
