package io.tagyard.route;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What changes for one event at one destination. */
final class RequestChanges {
  private RequestChanges() {}

  /**
   * What becomes of it.
   *
   * @param request null when none goes out
   * @param word why none goes out
   */
  record State(@Nullable RequestLines request, String word) {
    static State sends(RequestLines request) {
      return new State(request, "sends");
    }

    static State none(String because) {
      return new State(null, because);
    }
  }

  static List<String> between(State before, State after) {
    if (before.request() != null && after.request() != null) {
      return before.request().differences(after.request()).stream()
          .map(RequestLines.Change::toString)
          .toList();
    }
    return before.word().equals(after.word())
        ? List.of()
        : List.of(before.word() + " -> " + after.word());
  }
}
