package io.tagyard.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Attempt;
import io.tagyard.destination.Destination;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import io.tagyard.event.OpenEvent;
import io.tagyard.journal.JournaledEvent;
import io.tagyard.journal.Receipt;
import io.tagyard.route.Departure;
import io.tagyard.route.PlannedLeg;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of an event, leg by leg. Thread-safe. */
public final class Stories {
  private static final Logger LOG = LoggerFactory.getLogger(Stories.class);

  private final Lanes lanes;
  private final Equipment equipment;

  /** Stories of what these lanes did. */
  public Stories(Lanes lanes) {
    this.lanes = lanes;
    this.equipment = lanes.equipment();
  }

  /**
   * Every leg of this event: from receipts, and from the routes for those that wait. A connection
   * that came after the event has no leg.
   */
  public List<LegStory> legs(JournaledEvent event) {
    List<LegStory> legs = new ArrayList<>();
    Set<ConnectionId> told = new HashSet<>();
    OpenEvent open = equipment.opener().apply(event.event(), now());
    List<PlannedLeg> planned = planned(open);
    for (Receipt receipt : receipts(event.position(), planned)) {
      told.add(receipt.connection());
      legs.add(told(receipt, legTo(receipt.connection(), planned), open));
    }
    for (PlannedLeg leg : planned) {
      if (isDuplicate(leg)) {
        legs.add(duplicate(leg));
      } else if (told.add(leg.connection().id())) {
        waiting(event.position(), leg, open).ifPresent(legs::add);
      }
    }
    return legs;
  }

  /** Read again when a leg ended while they were read: its receipt is there by now. */
  private List<Receipt> receipts(long position, List<PlannedLeg> planned) {
    List<Receipt> receipts = equipment.journal().receipts(position);
    boolean missed =
        planned.stream()
            .map(leg -> leg.connection().id())
            .filter(id -> receipts.stream().noneMatch(one -> one.connection().equals(id)))
            .flatMap(id -> lanes.lane(id).stream())
            .anyMatch(lane -> lane.standing().isFinished(position));
    return missed ? equipment.journal().receipts(position) : receipts;
  }

  /** What cannot be planned has its dead letters, and its story is told all the same. */
  private List<PlannedLeg> planned(OpenEvent open) {
    try {
      return lanes.table().plan(open).legs();
    } catch (RuntimeException bug) {
      LOG.error("{} cannot be planned: {}", open.safe(), Details.place(bug));
      return List.of();
    }
  }

  private LegStory told(Receipt receipt, Optional<PlannedLeg> leg, OpenEvent event) {
    JsonNode detail = receipt.detail();
    String route = detail == null ? "" : detail.path("route").asText("");
    boolean wentOut = detail != null && detail.has("request");
    return new LegStory(
        receipt.connection(),
        route,
        receipt.fate(),
        receipt.reason(),
        detail == null ? "" : detail.path("sentence").asText(""),
        receipt.attempts(),
        receipt.at(),
        detail,
        wentOut ? leg.map(one -> request(one, event)).orElse(null) : null);
  }

  private Optional<LegStory> waiting(long position, PlannedLeg leg, OpenEvent event) {
    Optional<Standing> standing = lanes.lane(leg.connection().id()).map(Lane::standing);
    if (standing.isEmpty() || standing.get().isFinished(position)) {
      return Optional.empty();
    }
    boolean read = position < standing.get().readUpTo();
    return Optional.of(
        new LegStory(
            leg.connection().id(),
            leg.route(),
            Fate.PENDING,
            read ? "in_hand" : "unread",
            read ? "on its way" : "the lane has not got so far",
            0,
            null,
            null,
            request(leg, event)));
  }

  private static LegStory duplicate(PlannedLeg leg) {
    PlannedLeg.Withheld withheld = leg.withheld().orElseThrow();
    return new LegStory(
        leg.connection().id(),
        leg.route(),
        Fate.WITHHELD,
        withheld.reason(),
        withheld.sentence(),
        0,
        null,
        null,
        null);
  }

  private static boolean isDuplicate(PlannedLeg leg) {
    return leg.withheld().filter(one -> one.reason().equals("duplicate_route")).isPresent();
  }

  private static Optional<PlannedLeg> legTo(ConnectionId connection, List<PlannedLeg> planned) {
    return planned.stream()
        .filter(leg -> leg.connection().id().equals(connection) && !isDuplicate(leg))
        .findFirst();
  }

  /** The same code that sends, without sending. */
  private @Nullable JsonNode request(PlannedLeg leg, OpenEvent event) {
    Destination destination = leg.connection().destination();
    Departure departure = equipment.departing().of(leg, event, now(), state(leg, event));
    return departure instanceof Departure.Ready ready
        ? destination.view(destination.pack(List.of(ready.element()), new Attempt(now(), 1)))
        : null;
  }

  private @Nullable ObjectNode state(PlannedLeg leg, OpenEvent event) {
    boolean corrects =
        leg.connection().destination().definition().corrects().contains(event.safe().name());
    return corrects
        ? OrderQueue.key(event.safe())
            .flatMap(order -> equipment.parking().state(leg.connection().id(), order))
            .map(state -> state.seenBy(event.safe()))
            .orElse(null)
        : null;
  }

  private Instant now() {
    return equipment.clock().instant();
  }
}
