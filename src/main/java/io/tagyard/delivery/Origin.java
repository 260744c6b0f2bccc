package io.tagyard.delivery;

import io.tagyard.event.Fate;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How a leg came into the lane's hands, which says how its fate is counted. */
sealed interface Origin {
  /** For the first time, from the journal. */
  record Journal() implements Origin {}

  /**
   * From its waiting place.
   *
   * @param first the fate it was counted under first; null when the lane had not matched it
   */
  record Parking(@Nullable Fate first) implements Origin {}

  /**
   * From a replay.
   *
   * @param from its fate before; null when the lane had not matched it
   * @param watcher is told the result, once it is recorded
   */
  record Replayed(@Nullable Fate from, @Nullable Fate first, Consumer<Result> watcher)
      implements Origin {}
}
