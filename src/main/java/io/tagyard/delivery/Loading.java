package io.tagyard.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.SafeEvent;
import io.tagyard.route.Connection;
import io.tagyard.route.Departure;
import io.tagyard.route.PlannedLeg;
import io.tagyard.route.RouteTable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The first half of a leg's way: order, consent again, prepare, batch. */
final class Loading {
  static final String WAITS_FOR_CONSENT = "waits_for_consent";

  /** Reason of a dead letter whose event cannot be read. */
  static final String EVENT_DAMAGED = "event_damaged";

  static final String CANNOT_BE_READ = "its event was taken in and cannot be read any more";

  private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

  /** Between two elements. What stands around all of them shows when the request is packed. */
  private static final int SEPARATOR = 1;

  /** How long opened values are used before they are opened again, as they may have run out. */
  private static final Duration OPEN_FOR = Duration.ofSeconds(30);

  private final Equipment equipment;
  private final Planner planner;
  private final OrderQueue orders;
  private final Consumer<Result> ended;

  Loading(Equipment equipment, Planner planner, OrderQueue orders, Consumer<Result> ended) {
    this.equipment = equipment;
    this.planner = planner;
    this.orders = orders;
    this.ended = ended;
  }

  /** Requests for these legs; what does not leave is ended or waits for its order. */
  List<Load> load(List<Cargo> legs, Connection connection, RouteTable table) {
    Map<String, List<Load.Freight>> byKey = new LinkedHashMap<>();
    Instant now = equipment.clock().instant();
    for (Cargo cargo : legs) {
      depart(cargo, connection, table, now)
          .ifPresent(freight ->
              byKey
                  .computeIfAbsent(freight.element().batchKey(), key -> new ArrayList<>())
                  .add(freight));
    }
    List<Load> loads = new ArrayList<>();
    Instant ready = equipment.steady().instant();
    byKey.values().forEach(freight -> loads.addAll(batches(freight, connection, ready)));
    return loads;
  }

  private Optional<Load.Freight> depart(
      Cargo taken, Connection connection, RouteTable table, Instant now) {
    if (taken.isDamaged()) {
      end(Result.dead(taken, EVENT_DAMAGED, CANNOT_BE_READ, taken.tries(), now));
      return Optional.empty();
    }
    if (!admitted(taken, connection, now)) {
      return Optional.empty();
    }
    try {
      Cargo cargo =
          isStale(taken, table, now) ? planner.again(taken, connection.id(), table) : taken;
      PlannedLeg leg = cargo.leg();
      if (leg == null) {
        end(Result.withheld(cargo, "no_route", "no route sends it to " + connection + " now", now));
        return Optional.empty();
      }
      ObjectNode state = state(cargo.safe(), connection);
      return switch (equipment.departing().of(leg, cargo.event(), now, state)) {
        case Departure.Ready ready ->
            Optional.of(new Load.Freight(cargo, ready.element(), ready.consent()));
        case Departure.Withheld withheld -> withhold(cargo, withheld, connection, now);
        case Departure.Held held -> hold(cargo, held, connection, now);
        case Departure.Broken broken -> broken(cargo, broken.sentence(), broken.cause(), now);
      };
    } catch (RuntimeException bug) {
      String sentence = "preparing failed: " + bug.getClass().getSimpleName();
      return broken(taken, sentence, bug, now);
    }
  }

  private boolean admitted(Cargo cargo, Connection connection, Instant now) {
    Optional<String> order = OrderQueue.key(cargo.safe());
    if (!keepsOrder(connection) || order.isEmpty()) {
      return true;
    }
    OrderQueue.Admission admission;
    synchronized (orders) {
      admission = orders.admit(cargo, order.get());
    }
    return switch (admission) {
      case OrderQueue.Admission.Go ignored -> true;
      case OrderQueue.Admission.Waits ignored -> false;
      case OrderQueue.Admission.Behind(var due) -> {
        String sentence = "an earlier event of its order is parked";
        end(
            Result.parked(
                cargo,
                "waits_for_order",
                sentence,
                cargo.tries(),
                now,
                due.isAfter(now) ? due : now.plusSeconds(1)));
        yield false;
      }
    };
  }

  static boolean keepsOrder(Connection connection) {
    return connection.tuning().byOrder()
        || !connection.destination().definition().corrects().isEmpty();
  }

  private static boolean isStale(Cargo cargo, RouteTable table, Instant now) {
    boolean opened =
        !now.isBefore(cargo.openedAt()) && now.isBefore(cargo.openedAt().plus(OPEN_FOR));
    return cargo.table() != table || !opened;
  }

  /** What a correction sees of its order; null for other events, and when nothing was accepted. */
  private @Nullable ObjectNode state(SafeEvent event, Connection connection) {
    if (!connection.destination().definition().corrects().contains(event.name())) {
      return null;
    }
    return OrderQueue.key(event)
        .flatMap(order -> equipment.parking().state(connection.id(), order))
        .map(state -> state.seenBy(event))
        .orElse(null);
  }

  private Optional<Load.Freight> withhold(
      Cargo cargo, Departure.Withheld withheld, Connection connection, Instant now) {
    boolean tried = cargo.tries().count() > 0;
    end(
        tried && withheld.reason().equals("too_old")
            ? Result.dead(cargo, "expired", withheld.sentence(), cargo.tries(), now)
            : Result.withheld(cargo, withheld.reason(), withheld.sentence(), now)
                .with(Details.ofLeg(cargo, withheld.consent(), connection.id()).json()));
    return Optional.empty();
  }

  /** Consent may still come: looked at again and again until the hold is over. */
  private Optional<Load.Freight> hold(
      Cargo cargo, Departure.Held held, Connection connection, Instant now) {
    Duration waited = Duration.between(cargo.safe().receivedAt(), now);
    Duration pause = longer(waited.dividedBy(4), equipment.config().holdCheck());
    Instant next = now.plus(pause);
    Instant due = next.isBefore(held.until()) ? next : held.until();
    String sentence = "waits for consent until " + held.until();
    end(
        Result.parked(cargo, WAITS_FOR_CONSENT, sentence, cargo.tries(), now, due)
            .with(Details.ofLeg(cargo, held.consent(), connection.id()).json()));
    return Optional.empty();
  }

  /** One event must not stop the lane. The place of the fault is logged, never its message. */
  private Optional<Load.Freight> broken(
      Cargo cargo, String sentence, RuntimeException cause, Instant now) {
    LOG.error("{}: {} at {}", cargo, sentence, Details.place(cause));
    end(Result.dead(cargo, Departure.MAPPING_FAILED, sentence, cargo.tries(), now).ourFault());
    return Optional.empty();
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private void end(Result result) {
    ended.accept(result);
  }

  private static List<Load> batches(
      List<Load.Freight> freight, Connection connection, Instant ready) {
    int most = batch(connection);
    int bytesMax = connection.destination().definition().limits().body();
    List<Load> loads = new ArrayList<>();
    List<Load.Freight> batch = new ArrayList<>();
    long bytes = 0;
    for (Load.Freight one : freight) {
      long more = SEPARATOR + one.element().bytes();
      boolean full = batch.size() >= most || bytes + more > bytesMax;
      if (full && !batch.isEmpty()) {
        loads.add(new Load(connection, List.copyOf(batch), ready));
        batch.clear();
        bytes = 0;
      }
      batch.add(one);
      bytes += more;
    }
    loads.add(new Load(connection, List.copyOf(batch), ready));
    return loads;
  }

  /** Events in one request at most. */
  static int batch(Connection connection) {
    int byDefinition = connection.destination().definition().limits().batch();
    return Math.max(1, Math.min(connection.tuning().batch(), byDefinition));
  }
}
