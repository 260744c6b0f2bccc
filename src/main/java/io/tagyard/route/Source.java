package io.tagyard.route;

import io.tagyard.diagnostic.Rate;
import io.tagyard.event.SourceKind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An authenticated sender of events.
 *
 * @param keys the keys it may use, several while one is rotated
 * @param channel default channel of its events
 * @param origins allowed origins of a browser source; empty = none given
 * @param quota most events in a period; empty = as many as come
 * @param strict whether what is only a warning refuses a request, for development
 * @param internationalPhones whether bare digits of its phones begin with their country code
 */
public record Source(
    String workspace,
    String name,
    SourceKind kind,
    List<String> keys,
    @Nullable String channel,
    List<String> origins,
    Optional<Rate> quota,
    boolean strict,
    boolean internationalPhones) {
  /** One whose phones have a plus or are of a known country. */
  public Source(
      String workspace,
      String name,
      SourceKind kind,
      List<String> keys,
      @Nullable String channel,
      List<String> origins,
      Optional<Rate> quota) {
    this(workspace, name, kind, keys, channel, origins, quota, false, false);
  }

  @Override
  public String toString() {
    return workspace + "/" + name;
  }
}
