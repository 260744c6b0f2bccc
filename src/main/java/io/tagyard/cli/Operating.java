package io.tagyard.cli;

import java.nio.file.Path;

/** What commands do to a data folder that no gateway uses. */
public interface Operating {
  /**
   * Copies it.
   *
   * @return bytes copied
   */
  long backup(Settings settings, Path folder) throws Trouble, InterruptedException;

  /**
   * Fills it from a copy.
   *
   * @return what people should know
   */
  String restore(Settings settings, Path folder) throws Trouble;

  /** Why it cannot be done, for people. */
  final class Trouble extends Exception {
    private static final long serialVersionUID = 1L;

    public Trouble(String message) {
      super(message);
    }
  }
}
