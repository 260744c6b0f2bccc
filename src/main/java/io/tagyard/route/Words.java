package io.tagyard.route;

import java.time.Duration;

/** Durations as people say them. */
final class Words {
  private Words() {}

  static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds > 0 && seconds % 86_400 == 0) {
      return seconds / 86_400 + " d";
    }
    if (seconds > 0 && seconds % 3_600 == 0) {
      return seconds / 3_600 + " h";
    }
    return seconds > 0 && seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
  }
}
