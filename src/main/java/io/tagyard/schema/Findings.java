package io.tagyard.schema;

import io.tagyard.event.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was found on the way through one event: at most one fault per path, the first. */
final class Findings {
  private static final int IGNORED_MAX = 100;
  private static final int FAULTS_MAX = 200;

  private final Map<String, Fault> faults = new TreeMap<>();
  private final List<String> ignored = new ArrayList<>();

  void fault(String path, String message, String expected) {
    if (faults.size() < FAULTS_MAX) {
      faults.putIfAbsent(path, new Fault(path, message, expected));
    }
  }

  void ignore(String path) {
    if (ignored.size() < IGNORED_MAX) {
      ignored.add(path);
    }
  }

  boolean valid() {
    return faults.isEmpty();
  }

  List<Fault> faults() {
    return List.copyOf(faults.values());
  }

  List<String> ignored() {
    return List.copyOf(ignored);
  }
}
