package io.tagyard.route;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import java.util.Map;

/** A key decides the workspace, so two workspaces cannot share one. */
final class SharedKeys {
  private SharedKeys() {}

  static void refuse(Map<String, Place> ours, Map<String, Place> theirs, Problems problems) {
    ours.forEach((key, place) -> {
      Place there = theirs.get(key);
      if (there != null) {
        problems.error("key-used-twice", place, "this key stands already at " + there);
      }
    });
  }
}
