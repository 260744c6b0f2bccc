package io.tagyard.delivery;

import io.tagyard.event.Fate;
import io.tagyard.journal.JournaledEvent;
import io.tagyard.journal.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Brings parked legs back to their lanes when they are due, in bounded rounds. */
final class Returns {
  private static final int AT_ONCE = 256;

  private final Equipment equipment;

  Returns(Equipment equipment) {
    this.equipment = equipment;
  }

  /** Takes one round of due legs for this lane. */
  void bring(Lane lane) {
    boolean room = lane.sidingSize() < AT_ONCE / 2;
    if (!room || !lane.gate().takesDue() || lane.standing().line().parked() <= 0) {
      return;
    }
    Instant now = equipment.clock().instant();
    // before the rows are read: a leg that ends in between would still be among them
    Set<Long> inHand = lane.inHand();
    List<Cargo> cargos = new ArrayList<>();
    long share = lane.feed().share();
    for (ParkedRow row : equipment.parking().due(lane.id(), now, AT_ONCE)) {
      if (!inHand.contains(row.journalPosition()) && Feed.bytes(cargos) < share) {
        Optional<JournaledEvent> event = equipment.journal().at(row.journalPosition());
        event.ifPresentOrElse(
            kept -> cargos.add(cargo(row, kept, lane)), () -> bury(row, lane, now));
      }
    }
    lane.addToSiding(cargos);
  }

  private static Cargo cargo(ParkedRow row, JournaledEvent event, Lane lane) {
    Long first = row.firstAttemptAt();
    Tries tries = new Tries(row.attempts(), first == null ? null : Instant.ofEpochMilli(first));
    Fate firstFate = row.firstFate() == null ? null : Rows.fate(row.firstFate());
    return Planner.unplanned(
        event, lane.table(), row.extras(), tries, new Origin.Parking(firstFate));
  }

  private void bury(ParkedRow row, Lane lane, Instant now) {
    Counts move = Counts.NONE.moved(Fate.PARKED, Fate.DEAD, 1);
    boolean damaged = row.journalPosition() >= equipment.journal().first();
    DeadLetterRow dead = Rows.gone(row, damaged, now);
    List<Receipt> receipts = List.of(Receipts.of(dead));
    Parking parking = equipment.parking();
    List<Long> owed =
        parking.write(
            new Parking.Round(
                lane.id(), List.of(), List.of(dead), List.of(), List.of(), move, receipts));
    lane.standing().move(move);
    equipment.journal().note(receipts);
    parking.owed().noted(owed);
  }
}
