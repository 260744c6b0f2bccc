package io.tagyard.route;

import io.tagyard.diagnostic.Place;
import io.tagyard.schema.EventSchemas;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A brand or client, read whole and checked whole.
 *
 * @param region of people when the event does not tell: {@code eea}, {@code uk}, {@code ch}, {@code
 *     us}, {@code other}
 * @param trustBrowserCountry whether a page may say that its visitor is where silence grants
 * @param revision the first 7 hex digits of a digest over everything that was read
 * @param removed what happens to the backlog of connections that were taken out
 * @param keyPlaces where each source key stands, by the key's SHA-256, to tell about one used twice
 */
public record Workspace(
    String name,
    Optional<String> owner,
    String region,
    boolean trustBrowserCountry,
    List<Source> sources,
    List<Connection> connections,
    List<Route> routes,
    EventSchemas schemas,
    String revision,
    Map<String, Removal> removed,
    Map<String, Place> keyPlaces) {

  /** What happens to the backlog of a connection that was taken out. */
  public enum Removal {
    KEEP,
    DRAIN,
    DROP;

    static Removal of(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }
  }

  @Override
  public String toString() {
    return name + " " + revision;
  }
}
