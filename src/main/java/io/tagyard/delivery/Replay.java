package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A replay and how far it has got.
 *
 * @param state {@code running}, {@code done} or {@code cancelled}
 * @param done share of the way through the journal, 0 to 1
 * @param sent legs put on the lane
 * @param skipped legs that are on their way already
 */
public record Replay(
    String id,
    ConnectionId connection,
    @Nullable String eventName,
    @Nullable String orderId,
    int perSecond,
    String state,
    double done,
    long sent,
    long delivered,
    long withheld,
    long parked,
    long dead,
    long skipped,
    Instant createdAt,
    Instant changedAt) {

  /**
   * What to replay.
   *
   * @param since events received at or after this
   * @param eventName only these; null = all
   * @param orderId only these; null = all
   * @param perSecond legs per second at most; 0 = the default
   */
  public record Request(
      ConnectionId connection,
      Instant since,
      @Nullable String eventName,
      @Nullable String orderId,
      int perSecond) {}

  static Replay of(ReplayRow row) {
    long way = row.untilPosition() - row.fromPosition();
    return new Replay(
        row.id(),
        new ConnectionId(row.workspace(), row.connection()),
        row.eventName(),
        row.orderId(),
        row.perSecond(),
        row.state(),
        way <= 0 ? 1 : (double) (row.nextPosition() - row.fromPosition()) / way,
        row.sent(),
        row.delivered(),
        row.withheld(),
        row.parked(),
        row.dead(),
        row.skipped(),
        Instant.ofEpochMilli(row.createdAt()),
        Instant.ofEpochMilli(row.changedAt()));
  }
}
