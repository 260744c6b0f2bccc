package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.LaneCursor;
import io.tagyard.journal.Receipt;
import io.tagyard.route.Connection;
import io.tagyard.route.RouteTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place of a lane: the last snapshot, then what receipts and rows say about positions
 * that ended after it. A lane nobody has seen starts at the journal's end.
 */
final class LaneOpening {
  private static final int PAGE = 1_000;

  private final Equipment equipment;
  private final Dispatcher dispatcher;
  private final Uplink uplink;

  LaneOpening(Equipment equipment, Dispatcher dispatcher, Uplink uplink) {
    this.equipment = equipment;
    this.dispatcher = dispatcher;
    this.uplink = uplink;
  }

  /** The lane, at its place, running. */
  Lane open(Connection connection, RouteTable table, Map<ConnectionId, LaneCursor> cursors) {
    ConnectionId id = connection.id();
    LaneCursor cursor = cursor(id, cursors); // before its row: a row without a place is a loss
    LaneStateRow kept = equipment.parking().lane(id);
    Standing standing = standing(cursor, kept);
    payOwed(id);
    recallReceipts(id, standing);
    recallRows(id, standing);
    Lane lane = new Lane(connection, table, equipment, dispatcher, uplink, standing, kept);
    lane.start(parkedWithOrder(connection));
    dispatcher.add(lane);
    return lane;
  }

  /** A new lane's place is kept at once: what is accepted from now on is its. */
  private LaneCursor cursor(ConnectionId id, Map<ConnectionId, LaneCursor> cursors) {
    LaneCursor known = cursors.get(id);
    if (known != null) {
      return known;
    }
    EventJournal journal = equipment.journal();
    LaneCursor fresh = new LaneCursor(id, journal.end(), List.of(), Map.of());
    journal.saveCursors(List.of(fresh), true);
    return fresh;
  }

  private Standing standing(LaneCursor cursor, LaneStateRow kept) {
    Counts moves =
        new Counts(kept.matched(), kept.delivered(), kept.withheld(), kept.parked(), kept.dead());
    return new Standing(cursor, moves, dispatcher.position());
  }

  /** Receipts that a crash kept from the journal, although what they tell is done. */
  private void payOwed(ConnectionId id) {
    OwedReceipts owed = equipment.parking().owed();
    long after = -1;
    for (List<OwedReceiptRow> page = owed.of(id, after);
        !page.isEmpty();
        page = owed.of(id, after)) {
      equipment.journal().note(page.stream().map(OwedReceiptRow::receipt).toList());
      owed.noted(page.stream().map(OwedReceiptRow::number).toList());
      after = Objects.requireNonNull(page.getLast().number());
    }
  }

  private void recallReceipts(ConnectionId id, Standing standing) {
    long from = standing.lowest();
    while (true) {
      List<Receipt> page = equipment.journal().receiptsFrom(id, from, PAGE);
      for (Receipt receipt : page) {
        if (receipt.finished()) {
          standing.recall(receipt.position(), Receipts.first(receipt), Receipts.extras(receipt));
        }
      }
      if (page.size() < PAGE) {
        return;
      }
      from = page.getLast().position() + 1;
    }
  }

  /** Rows whose receipts were lost: a row is written before its receipt. */
  private void recallRows(ConnectionId id, Standing standing) {
    long lowest = standing.lowest();
    List<Receipt> told = new ArrayList<>();
    for (ParkedRow row : parked(id, lowest)) {
      recall(standing, row.firstFate(), row.extras(), Receipts.of(row), told);
    }
    long from = lowest;
    while (true) {
      List<DeadLetterRow> page = equipment.parking().deadFrom(id, from);
      for (DeadLetterRow row : page) {
        recall(standing, row.firstFate(), row.extras(), Receipts.of(row), told);
      }
      if (page.isEmpty()) {
        equipment.journal().note(told);
        return;
      }
      from = page.getLast().journalPosition() + 1;
    }
  }

  private static void recall(
      Standing standing,
      @Nullable String firstFate,
      int extras,
      Receipt receipt,
      List<Receipt> told) {
    if (firstFate != null && !standing.isFinished(receipt.position())) {
      told.add(receipt);
      standing.recall(receipt.position(), Rows.fate(firstFate), extras);
    }
  }

  private List<ParkedRow> parked(ConnectionId id, long from) {
    List<ParkedRow> all = new ArrayList<>();
    long next = from;
    while (true) {
      List<ParkedRow> page = equipment.parking().parkedFrom(id, next);
      if (page.isEmpty()) {
        return all;
      }
      all.addAll(page);
      next = page.getLast().journalPosition() + 1;
    }
  }

  private List<ParkedRow> parkedWithOrder(Connection connection) {
    return Loading.keepsOrder(connection) ? parked(connection.id(), 0) : List.of();
  }
}
