package io.tagyard.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The legs whose requests were answered as if the settings were wrong. They wait here while others
 * are tried, one at a time, so that no event can stop its lane. Thread-safe.
 */
final class HeldBack {
  private final Inbox inbox;
  private final List<Cargo> legs = new ArrayList<>();
  private final Set<Cargo> refusedAlone = Collections.newSetFromMap(new IdentityHashMap<>());
  private Instant headDue = Instant.MIN;

  /**
   * @param inbox where other legs are, and where these go back to
   */
  HeldBack(Inbox inbox) {
    this.inbox = inbox;
  }

  /** Takes the legs of one request; the first of all is not tried again before that. */
  synchronized void hold(List<Cargo> refused, Instant until) {
    legs.addAll(refused);
    legs.sort(Comparator.comparingLong(Cargo::position));
    if (refused.size() == 1) {
      refusedAlone.add(refused.getFirst());
    }
    headDue = until;
  }

  synchronized boolean isEmpty() {
    return legs.isEmpty();
  }

  /** Gives all of them back: they go next. */
  void release() {
    List<Cargo> all;
    synchronized (this) {
      all = List.copyOf(legs);
      legs.clear();
      refusedAlone.clear();
    }
    inbox.putBack(all);
  }

  /**
   * The leg to try alone, if it is time for one.
   *
   * @param settled whether it is the settings, as far as is known: then the head goes before
   *     others, and of those the newest, which is the least like it
   */
  synchronized Optional<Cargo> next(boolean settled, Instant now) {
    boolean headIsDue = !now.isBefore(headDue);
    if (settled && headIsDue) {
      return head();
    }
    return other(settled).or(() -> headIsDue ? head() : Optional.empty());
  }

  private Optional<Cargo> other(boolean newest) {
    return inbox.takeOne(newest).or(this::refusedInCompany);
  }

  private Optional<Cargo> refusedInCompany() {
    return legs.stream().filter(leg -> !refusedAlone.contains(leg)).findFirst().map(this::take);
  }

  private Cargo take(Cargo leg) {
    legs.removeIf(one -> one == leg);
    refusedAlone.remove(leg);
    return leg;
  }

  /** Takes the first of them out. */
  synchronized Optional<Cargo> head() {
    return legs.isEmpty() ? Optional.empty() : Optional.of(take(legs.getFirst()));
  }

  /** When the head is tried again, where there is nothing else to try; null otherwise. */
  synchronized @Nullable Instant headDue() {
    boolean alone = !legs.isEmpty() && inbox.size() == 0 && refusedAlone.containsAll(legs);
    return alone ? headDue : null;
  }

  /** When the first of them was received; null without. */
  synchronized @Nullable Instant oldest() {
    return legs.isEmpty() ? null : legs.getFirst().safe().receivedAt();
  }
}
