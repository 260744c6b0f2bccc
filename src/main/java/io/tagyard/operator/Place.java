package io.tagyard.operator;

import org.jspecify.annotations.Nullable;

/** Where a page of a list begins: after the row of this time and id. */
record Place(long time, String id) {
  private static final String SEPARATOR = "~";

  /** The place that a page named; one that nobody handed out means the beginning. */
  static Place of(@Nullable String after) {
    int cut = after == null ? -1 : after.indexOf(SEPARATOR);
    if (after == null || cut < 1 || !after.substring(0, cut).matches("[0-9]{1,18}")) {
      return new Place(Long.MAX_VALUE, "");
    }
    return new Place(Long.parseLong(after.substring(0, cut)), after.substring(cut + 1));
  }

  static String text(long time, String id) {
    return time + SEPARATOR + id;
  }
}
