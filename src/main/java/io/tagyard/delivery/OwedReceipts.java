package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.journal.Receipt;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Receipts that the store keeps until the journal has them on stable storage. A leg's move and what
 * is told of it are written in one transaction, so that no crash comes between them; the journal
 * gets the receipt right after, or when the lane opens again. Thread-safe.
 */
final class OwedReceipts {
  private static final int PAGE = 1_000;

  private final OwedReceiptRepository rows;
  private final Queue<Long> noted = new ConcurrentLinkedQueue<>();

  OwedReceipts(OwedReceiptRepository rows) {
    this.rows = rows;
  }

  /** Keeps them, in the caller's transaction. Returns their numbers for {@link #noted}. */
  List<Long> add(List<Receipt> receipts) {
    List<Long> numbers = new ArrayList<>();
    if (!receipts.isEmpty()) {
      for (OwedReceiptRow row : rows.saveAll(receipts.stream().map(OwedReceiptRow::of).toList())) {
        numbers.add(Objects.requireNonNull(row.number()));
      }
    }
    return numbers;
  }

  /** What a crash has left of a lane, oldest first, after a number. */
  List<OwedReceiptRow> of(ConnectionId lane, long after) {
    return rows.of(lane.workspace(), lane.connection(), after, PAGE);
  }

  /** The journal has written these, not yet to stable storage. */
  void noted(List<Long> numbers) {
    noted.addAll(numbers);
  }

  /** Lets go what the journal has written, after it was told to sync. */
  void settle(Runnable syncJournal) {
    List<Long> settled = new ArrayList<>();
    for (Long number = noted.poll(); number != null; number = noted.poll()) {
      settled.add(number);
    }
    if (settled.isEmpty()) {
      return;
    }
    // an older one that stays while a newer one is gone would be told after a crash
    Collections.sort(settled);
    try {
      syncJournal.run();
      for (int from = 0; from < settled.size(); from += PAGE) {
        rows.deleteNumbers(settled.subList(from, Math.min(from + PAGE, settled.size())));
      }
    } catch (RuntimeException e) {
      noted.addAll(settled);
      throw e;
    }
  }

  /** The lane is gone. */
  void forget(ConnectionId lane) {
    rows.deleteLane(lane.workspace(), lane.connection());
  }
}
