package io.tagyard.intake;

import io.tagyard.event.Fault;
import io.tagyard.event.InboundEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one request brought.
 *
 * @param strict whether what is only a warning refuses the whole request
 */
record Parcel(List<Piece> pieces, boolean strict) {
  /**
   * One event.
   *
   * @param unread why it is no event that can be judged; null = it is judged
   * @param id of what cannot be judged, as far as it could be read
   */
  record Piece(InboundEvent event, @Nullable Fault unread, @Nullable String id) {
    static Piece of(InboundEvent event) {
      return new Piece(event, null, null);
    }
  }
}
