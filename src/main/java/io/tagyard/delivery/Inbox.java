package io.tagyard.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The legs a lane has in memory and has not sent: those that came back untried first, then from the
 * journal, then from the siding (parked legs that are due, replays), which gets at most half of
 * what leaves while live legs wait. Thread-safe.
 */
final class Inbox {
  /** Longest wait on the real clock, so that jumps of the other clock are noticed. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Cargo> returned = new ArrayDeque<>();
  private final Deque<Cargo> live = new ArrayDeque<>();
  private final Deque<Cargo> siding = new ArrayDeque<>();
  private @Nullable Instant since;
  private boolean nudged;

  /** How many legs the lane waits for; it need not wake for fewer. */
  private int awaited;

  Inbox(InstantSource clock) {
    this.clock = clock;
  }

  /** Legs from the journal, in order. */
  void add(Collection<Cargo> legs) {
    put(live, legs);
  }

  /** Legs that are due again, or replayed. */
  void addToSiding(Collection<Cargo> legs) {
    put(siding, legs);
  }

  private void put(Deque<Cargo> queue, Collection<Cargo> legs) {
    lock.lock();
    try {
      queue.addAll(legs);
      touched();
    } finally {
      lock.unlock();
    }
  }

  /** Legs that go first next time, in order of their positions. */
  void putBack(Collection<Cargo> legs) {
    if (legs.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      List<Cargo> all = new ArrayList<>(returned);
      all.addAll(legs);
      all.sort(Comparator.comparingLong(Cargo::position));
      returned.clear();
      returned.addAll(all);
      touched();
    } finally {
      lock.unlock();
    }
  }

  private void touched() {
    boolean first = since == null && size() > 0;
    if (first) {
      since = clock.instant();
    }
    if (first || size() >= awaited || !returned.isEmpty()) {
      changed.signalAll();
    }
  }

  /**
   * Legs to send next: as soon as there are {@code full}, or when the oldest has waited for {@code
   * flush}. Empty after {@code patience}, or when nudged.
   */
  List<Cargo> take(int full, int max, Duration flush, Duration patience)
      throws InterruptedException {
    lock.lock();
    try {
      awaited = full;
      long deadline = System.nanoTime() + patience.toNanos();
      while (!nudged && !ready(full, flush)) {
        long left = Math.min(deadline - System.nanoTime(), untilFlush(flush));
        if (deadline - System.nanoTime() <= 0) {
          break;
        }
        await(Math.max(left, 1));
      }
      nudged = false;
      return ready(full, flush) ? drain(max) : List.of();
    } finally {
      lock.unlock();
    }
  }

  private boolean ready(int full, Duration flush) {
    return size() >= full || !returned.isEmpty() || (since != null && hasWaited(since, flush));
  }

  /** A clock that was set back must not make anybody wait for as long. */
  private boolean hasWaited(Instant from, Duration flush) {
    Instant now = clock.instant();
    return !now.isBefore(from.plus(flush)) || now.isBefore(from);
  }

  private long untilFlush(Duration flush) {
    if (since == null) {
      return LOOK_AGAIN.toNanos();
    }
    long left = Duration.between(clock.instant(), since.plus(flush)).toNanos();
    return Math.min(Math.max(left, 1), LOOK_AGAIN.toNanos());
  }

  private List<Cargo> drain(int max) {
    List<Cargo> legs = new ArrayList<>(Math.min(max, size()));
    while (legs.size() < max && !returned.isEmpty()) {
      legs.add(returned.removeFirst());
    }
    int sidingShare = live.isEmpty() ? max : Math.max(1, (max - legs.size()) / 2);
    while (legs.size() < max && sidingShare-- > 0 && !siding.isEmpty()) {
      legs.add(siding.removeFirst());
    }
    while (legs.size() < max && !live.isEmpty()) {
      legs.add(live.removeFirst());
    }
    since = size() == 0 ? null : since;
    return legs;
  }

  /** One leg, if there is any: the one that would go next, or the newest from the journal. */
  Optional<Cargo> takeOne(boolean newest) {
    lock.lock();
    try {
      if (newest && !live.isEmpty()) {
        Cargo last = live.removeLast();
        since = size() == 0 ? null : since;
        return Optional.of(last);
      }
      return drain(1).stream().findFirst();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for a change, at most this long on the real clock and never past the next look. */
  void await(Duration atMost) throws InterruptedException {
    lock.lock();
    try {
      if (!nudged) {
        await(Math.max(1, Math.min(atMost.toNanos(), LOOK_AGAIN.toNanos())));
      }
      nudged = false;
    } finally {
      lock.unlock();
    }
  }

  private void await(long nanos) throws InterruptedException {
    if (changed.await(nanos, TimeUnit.NANOSECONDS)) {
      // woken: whoever waits looks again
      return;
    }
  }

  /** Something else has changed that whoever waits should look at. */
  void nudge() {
    lock.lock();
    try {
      nudged = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  int size() {
    lock.lock();
    try {
      return returned.size() + live.size() + siding.size();
    } finally {
      lock.unlock();
    }
  }

  /** Without the siding. */
  int liveSize() {
    lock.lock();
    try {
      return returned.size() + live.size();
    } finally {
      lock.unlock();
    }
  }

  int sidingSize() {
    lock.lock();
    try {
      return siding.size();
    } finally {
      lock.unlock();
    }
  }

  /** When the oldest live leg was received; null when none waits. */
  @Nullable Instant oldest() {
    lock.lock();
    try {
      Cargo first = returned.isEmpty() ? live.peekFirst() : returned.peekFirst();
      return first == null ? null : first.safe().receivedAt();
    } finally {
      lock.unlock();
    }
  }

  /** Takes everything out. */
  List<Cargo> clear() {
    lock.lock();
    try {
      List<Cargo> all = new ArrayList<>(returned);
      all.addAll(live);
      all.addAll(siding);
      returned.clear();
      live.clear();
      siding.clear();
      since = null;
      return all;
    } finally {
      lock.unlock();
    }
  }
}
