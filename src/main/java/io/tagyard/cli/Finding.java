package io.tagyard.cli;

/**
 * One line of {@code tagyard doctor}.
 *
 * @param what was looked at
 * @param advice what to do; empty when all is well
 */
record Finding(Level level, String what, String said, String advice) {
  /** How bad it is. */
  enum Level {
    OK,
    WARN,
    FAIL;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  static Finding ok(String what, String said) {
    return new Finding(Level.OK, what, said, "");
  }

  static Finding warn(String what, String said, String advice) {
    return new Finding(Level.WARN, what, said, advice);
  }

  static Finding fail(String what, String said, String advice) {
    return new Finding(Level.FAIL, what, said, advice);
  }
}
