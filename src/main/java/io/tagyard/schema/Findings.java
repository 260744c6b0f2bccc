package io.tagyard.schema;

import io.tagyard.event.Fault;
import io.tagyard.event.Flags;
import io.tagyard.event.Warning;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was found on the way through one event: at most one fault and one warning per path, the
 * first; and the flags that say what was done to it.
 */
final class Findings {
  private static final int IGNORED_MAX = 100;
  private static final int FAULTS_MAX = 200;
  private static final int WARNINGS_MAX = 100;
  private static final int FLAGS_MAX = 50;

  private final Map<String, Fault> faults = new TreeMap<>();
  private final List<String> ignored = new ArrayList<>();
  private final Map<String, Warning> warnings = new TreeMap<>();
  private final Set<String> flags = new TreeSet<>();

  void fault(String path, String message, String expected) {
    if (faults.size() < FAULTS_MAX) {
      faults.putIfAbsent(path, new Fault(path, message, expected));
    }
  }

  void fault(Fault fault) {
    fault(fault.path(), fault.message(), fault.expected());
  }

  void ignore(String path) {
    if (ignored.size() < IGNORED_MAX) {
      ignored.add(path);
    }
  }

  /** Says something that is not wrong enough to refuse the event. */
  void warn(String path, String message) {
    if (warnings.size() < WARNINGS_MAX) {
      warnings.putIfAbsent(path, new Warning(path, message));
    }
  }

  /** Notes what was done to the event. */
  void flag(String flag) {
    if (flags.size() < FLAGS_MAX) {
      flags.add(flag);
    }
  }

  /** Leaves out a member that nobody requires, and says so. */
  void drop(String path, String why) {
    if (warnings.size() < WARNINGS_MAX) {
      flag(Flags.DROPPED + path);
    }
    warn(path, why + ": it is left out");
  }

  boolean valid() {
    return faults.isEmpty();
  }

  List<Fault> faults() {
    return List.copyOf(faults.values());
  }

  List<Warning> warnings() {
    return List.copyOf(warnings.values());
  }

  Set<String> flags() {
    return Collections.unmodifiableSet(flags);
  }

  List<String> ignored() {
    return List.copyOf(ignored);
  }
}
