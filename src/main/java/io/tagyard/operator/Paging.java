package io.tagyard.operator;

import io.micronaut.core.convert.value.ConvertibleMultiValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How lists are cut: {@code limit} of 50, at most 500; {@code after} continues. */
final class Paging {
  private static final int BY_DEFAULT = 50;
  private static final int MOST = 500;

  private static final Pattern LIMIT = Pattern.compile("[0-9]{1,9}");
  private static final Pattern NAME = Pattern.compile("[\\w.-]{1,128}(?:/[\\w.-]{1,128})?");
  private static final Pattern ID = Pattern.compile("[0-9a-fA-F-]{36}");
  private static final Pattern ROW = Pattern.compile("[0-9]{1,18}~.{1,300}");

  /** What the places of a list look like; those of other lists are names. */
  private static final Map<String, Pattern> PLACES =
      Map.of(
          "/v1/events", Pattern.compile("[0-9]{1,18}"),
          "/v1/quarantine", ID,
          "/v1/audit", ID,
          "/v1/dead-letters", ROW,
          "/v1/keys", ROW);

  private Paging() {}

  static int limit(@Nullable Integer asked) {
    return asked == null ? BY_DEFAULT : Math.clamp(asked, 1, MOST);
  }

  /**
   * What is wrong with how a part of this list is asked for: a mistaken one must not read the first
   * part again, and again.
   */
  static Optional<String> wrong(String path, ConvertibleMultiValues<String> asked) {
    List<String> limits = asked.getAll("limit");
    boolean sound =
        limits.size() <= 1 && limits.stream().allMatch(it -> LIMIT.matcher(it).matches());
    if (!sound || limits.stream().mapToInt(Integer::parseInt).anyMatch(it -> it < 1 || it > MOST)) {
      return Optional.of("limit: not a whole number from 1 to " + MOST);
    }
    List<String> places = asked.getAll("after");
    Pattern form = PLACES.getOrDefault(path, NAME);
    return places.size() <= 1 && places.stream().allMatch(it -> form.matcher(it).matches())
        ? Optional.empty()
        : Optional.of("after: not a place that the page before gave");
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
