package io.tagyard.journal;

import io.tagyard.event.SafeEvent;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The newest events as they were appended: who reads along need not read and decode what was
 * written a moment ago. Each is handed out once and then let go: kept longer, they would outlive
 * the young generation and cost more than decoding. Bounded by number and by size: a large event is
 * read like an old one.
 */
final class Tail {
  private static final int EVENTS = 1_024;
  private static final int BYTES_MAX = 4 << 10;

  private final AtomicReferenceArray<@Nullable JournaledEvent> ring =
      new AtomicReferenceArray<>(EVENTS);

  /** Only once it is durable, and before the end moves over it. */
  void add(long position, SafeEvent event, int bytes) {
    ring.set(
        (int) (position % EVENTS),
        bytes <= BYTES_MAX ? new JournaledEvent(position, event, bytes) : null);
  }

  /** Takes the event at this position out; null when it has to be read. */
  @Nullable JournaledEvent take(long position) {
    int place = (int) (position % EVENTS);
    JournaledEvent event = ring.get(place);
    return event != null && event.position() == position && ring.compareAndSet(place, event, null)
        ? event
        : null;
  }
}
