package io.tagyard.operator;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How lists are cut: {@code limit} of 50, at most 500; {@code after} continues. */
final class Paging {
  private static final int BY_DEFAULT = 50;
  private static final int MOST = 500;

  private Paging() {}

  static int limit(@Nullable Integer asked) {
    return asked == null ? BY_DEFAULT : Math.clamp(asked, 1, MOST);
  }

  /**
   * A part of a list.
   *
   * @param after where the next part begins; null when this is the last
   */
  record Part<T>(List<T> items, @Nullable String after) {}

  /**
   * A part of a list that is in memory, sorted by its names.
   *
   * @param after the name of the last item before; null = from the beginning
   */
  static <T> Part<T> part(
      List<T> sorted, Function<T, String> name, @Nullable Integer limit, @Nullable String after) {
    List<T> rest =
        after == null
            ? sorted
            : sorted.stream().filter(item -> name.apply(item).compareTo(after) > 0).toList();
    List<T> items = rest.stream().limit(limit(limit)).toList();
    return new Part<>(items, items.size() < rest.size() ? name.apply(items.getLast()) : null);
  }
}
