package io.tagyard.route;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What each folder held at the last look. Whoever saves, copies or checks out files does so in
 * steps, and half a file may well be a right one with fewer routes: only what two looks in a row
 * find the same stands still.
 */
final class Stillness {
  private final Map<Path, Object> seen = new HashMap<>();

  /** Whether the look before found the same; remembers this one. */
  boolean of(Path folder, Object state) {
    return state.equals(seen.put(folder, state));
  }
}
