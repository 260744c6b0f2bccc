package io.tagyard.operator;

import org.jspecify.annotations.Nullable;

/** How lists are cut: {@code limit} of 50, at most 500; {@code after} continues. */
final class Paging {
  private static final int BY_DEFAULT = 50;
  private static final int MOST = 500;

  private Paging() {}

  static int limit(@Nullable Integer asked) {
    return asked == null ? BY_DEFAULT : Math.clamp(asked, 1, MOST);
  }
}
