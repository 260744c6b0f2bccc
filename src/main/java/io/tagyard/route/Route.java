package io.tagyard.route;

import io.tagyard.destination.Overlay;
import io.tagyard.diagnostic.Place;
import io.tagyard.event.Purpose;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule from events to connections, read and checked.
 *
 * @param events event names, {@code *} written out
 * @param from source names, written out when the file names none
 * @param sample share of events, more than 0 and at most 1
 */
public record Route(
    String name,
    Place place,
    Optional<String> description,
    Optional<String> owner,
    Set<String> events,
    Set<String> from,
    Optional<Condition> when,
    BigDecimal sample,
    List<Target> targets,
    ConsentChange consent,
    Optional<Retained> retained,
    Mode mode,
    List<RouteTest> tests) {

  /** One connection of the route. */
  public record Target(
      Connection connection, Place place, Optional<Condition> when, @Nullable Overlay overlay) {}

  /**
   * What the route changes about the purposes its destinations need.
   *
   * @param because why fewer are enough; empty when {@code without} is
   */
  public record ConsentChange(
      Set<Purpose> also, Set<Purpose> without, String because, Optional<Duration> hold) {}

  /** Contact data that stay readable, sealed, for this long from receipt. */
  public record Retained(Set<String> fields, String reason, Duration time, Place place) {}

  /** Whether it sends. */
  public enum Mode {
    LIVE,
    SHADOW,
    PAUSED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
