package io.tagyard.intake;

import io.tagyard.event.SourceKind;
import io.tagyard.route.RouteTable;
import io.tagyard.route.Source;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The origins that some browser source may be called from: a preflight carries no key, and a
 * request without one has no source. Thread-safe.
 */
public final class Origins {
  private final Supplier<RouteTable> routes;
  private volatile @Nullable Known known;

  /** The origins of the active workspaces. */
  public Origins(Supplier<RouteTable> routes) {
    this.routes = routes;
  }

  /**
   * What one table says.
   *
   * @param any whether a source names none, so that it may be called from everywhere
   */
  private record Known(RouteTable table, Set<String> origins, boolean any) {}

  /** Whether a page of this origin may hear what is answered. */
  boolean knows(@Nullable String origin) {
    if (origin == null || origin.isEmpty()) {
      return false;
    }
    Known now = now();
    return now.any() || SourceDoor.origin(origin).filter(now.origins()::contains).isPresent();
  }

  private Known now() {
    RouteTable table = routes.get();
    Known last = known;
    if (last == null || last.table() != table) {
      last = read(table);
      known = last;
    }
    return last;
  }

  private static Known read(RouteTable table) {
    List<Source> pages =
        table.sources().stream().filter(source -> source.kind() == SourceKind.BROWSER).toList();
    return new Known(
        table,
        pages.stream()
            .flatMap(source -> source.origins().stream())
            .map(SourceDoor::origin)
            .flatMap(Optional::stream)
            .collect(Collectors.toUnmodifiableSet()),
        pages.stream().anyMatch(source -> source.origins().isEmpty()));
  }
}
