package io.tagyard.route;

import io.tagyard.event.SourceKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated sender of events.
 *
 * @param keys the keys it may use, several while one is rotated
 * @param channel default channel of its events
 * @param origins allowed origins of a browser source; empty = none given
 */
public record Source(
    String workspace,
    String name,
    SourceKind kind,
    List<String> keys,
    @Nullable String channel,
    List<String> origins) {
  @Override
  public String toString() {
    return workspace + "/" + name;
  }
}
