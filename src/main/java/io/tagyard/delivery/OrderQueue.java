package io.tagyard.delivery;

import io.tagyard.event.SafeEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps the legs of one order in their order: a later one waits while an earlier one is on its way,
 * and is parked behind it while that one is parked. An order with too many waiting legs is let go,
 * so that one key cannot hold a lane. Not thread-safe.
 */
final class OrderQueue {
  private static final int KEY_MAX = 512;
  private static final Duration BEHIND = Duration.ofSeconds(1);

  private final int waitingMax;
  private final Map<String, OnItsWay> onItsWay = new HashMap<>();
  private final Map<String, NavigableMap<Long, Instant>> parked = new HashMap<>();
  private int waiting;

  OrderQueue(int waitingMax) {
    this.waitingMax = waitingMax;
  }

  /** The key of an event's order: its id, or a digest of one that is unreasonably long. */
  static Optional<String> key(SafeEvent event) {
    return event.orderId().map(OrderQueue::key);
  }

  static String key(String orderId) {
    return orderId.length() <= KEY_MAX ? orderId : Details.digest(orderId);
  }

  private record OnItsWay(long position, List<Cargo> waiting) {}

  /** Whether a leg may leave. */
  sealed interface Admission {
    /** Yes. */
    record Go() implements Admission {}

    /** It waits here; {@link OrderQueue#ended} gives it back. */
    record Waits() implements Admission {}

    /** An earlier leg is parked: this one is to be parked until a little after it. */
    record Behind(Instant due) implements Admission {}
  }

  Admission admit(Cargo cargo, String order) {
    OnItsWay first = onItsWay.get(order);
    if (first != null && first.position() != cargo.position()) {
      if (first.waiting().size() >= waitingMax) {
        return new Admission.Go();
      }
      first.waiting().add(cargo);
      waiting++;
      return new Admission.Waits();
    }
    NavigableMap<Long, Instant> places = parked.getOrDefault(order, new TreeMap<>());
    Map.Entry<Long, Instant> earlier = places.firstEntry();
    if (earlier != null && earlier.getKey() < cargo.position() && places.size() <= waitingMax) {
      return new Admission.Behind(earlier.getValue().plus(BEHIND));
    }
    if (first == null) {
      onItsWay.put(order, new OnItsWay(cargo.position(), new ArrayList<>()));
    }
    return new Admission.Go();
  }

  /** A leg of this order is parked until then, from now on or since before a restart. */
  void parked(String order, long position, Instant due) {
    parked.computeIfAbsent(order, key -> new TreeMap<>()).put(position, due);
  }

  /** Legs that are parked, before anything of their orders is admitted. */
  void expect(List<ParkedRow> rows) {
    for (ParkedRow row : rows) {
      if (row.orderId() != null) {
        parked(row.orderId(), row.journalPosition(), Instant.ofEpochMilli(row.dueAt()));
      }
    }
  }

  /**
   * The leg of this position has a fate, or is parked again. Whoever waited longest is next, and
   * holds the place of the order from now on: a later leg that arrives before it is back must not
   * overtake it.
   *
   * @return the leg to be admitted anew, if one waited
   */
  Optional<Cargo> ended(String order, Result result) {
    long position = result.cargo().position();
    if (result.due() != null) {
      parked(order, position, result.due());
    } else {
      unpark(order, position);
    }
    OnItsWay first = onItsWay.get(order);
    if (first == null || first.position() != position) {
      return Optional.empty();
    }
    Optional<Cargo> next = first.waiting().stream().min(Comparator.comparingLong(Cargo::position));
    if (next.isEmpty()) {
      onItsWay.remove(order);
      return next;
    }
    first.waiting().remove(next.get());
    waiting--;
    onItsWay.put(order, new OnItsWay(next.get().position(), first.waiting()));
    return next;
  }

  /** A parked leg is gone without an attempt. */
  void unpark(String order, long position) {
    NavigableMap<Long, Instant> places = parked.get(order);
    if (places != null) {
      places.remove(position);
      if (places.isEmpty()) {
        parked.remove(order);
      }
    }
  }

  /** The clock that due times are of was set by this. */
  void shift(Duration by) {
    parked.values().forEach(places -> places.replaceAll((position, due) -> due.plus(by)));
  }

  /** Legs that wait for an earlier one on its way. */
  int waiting() {
    return waiting;
  }
}
