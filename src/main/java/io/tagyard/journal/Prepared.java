package io.tagyard.journal;

import io.tagyard.event.SafeEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry as bytes and hashes: made by its caller's thread, so that the committer only writes. */
sealed interface Prepared {
  int bytes();

  /**
   * @param event itself, for those who read along
   * @param dedupHash null when it is not deduplicated
   * @param orderHash null when it is about no order
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Event(
      SafeEvent event,
      byte[] value,
      Instant receivedAt,
      byte @Nullable [] dedupHash,
      byte[] idHash,
      byte @Nullable [] orderHash)
      implements Prepared {
    @Override
    public int bytes() {
      return value.length;
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  record Quarantine(String id, byte[] value) implements Prepared {
    @Override
    public int bytes() {
      return value.length;
    }
  }

  static Prepared of(Entry entry) {
    return switch (entry) {
      case Entry.Quarantine quarantine ->
          new Quarantine(quarantine.event().id(), QuarantineCodec.encode(quarantine.event()));
      case Entry.Event one -> event(one.event(), one.deduplicated());
    };
  }

  private static Event event(SafeEvent event, boolean deduplicated) {
    return new Event(
        event,
        EventCodec.encode(event),
        event.receivedAt(),
        deduplicated ? Keys.dedupHash(event.workspace(), event.name(), event.id()) : null,
        Keys.idHash(event.workspace(), event.id()),
        event.orderId().map(order -> Keys.orderHash(event.workspace(), order)).orElse(null));
  }
}
