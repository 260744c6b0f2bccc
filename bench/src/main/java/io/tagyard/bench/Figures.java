package io.tagyard.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What one run has shown, by the name of the column; medians of several. */
record Figures(Map<String, Double> values) {
  static final String RATE = "events/s";
  static final String P50 = "p50 ms";
  static final String P99 = "p99 ms";
  static final String P999 = "p99.9 ms";
  static final String CPU = "CPU us/event";
  static final String WRITTEN = "bytes written/event";
  static final String RESIDENT = "MiB resident";

  Figures() {
    this(new LinkedHashMap<>());
  }

  Figures with(String name, double value) {
    values.put(name, value);
    return this;
  }

  double get(String name) {
    return values.getOrDefault(name, Double.NaN);
  }

  static Figures median(List<Figures> runs) {
    Figures medians = new Figures();
    for (String name : runs.getFirst().values.keySet()) {
      List<Double> sorted = new ArrayList<>(runs.stream().map(run -> run.get(name)).toList());
      sorted.sort(null);
      int middle = sorted.size() / 2;
      medians.with(
          name,
          sorted.size() % 2 == 1
              ? sorted.get(middle)
              : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }
    return medians;
  }

  static String shown(double value) {
    return Double.isNaN(value)
        ? ""
        : value >= 100
            ? String.format(Locale.ROOT, "%,.0f", value)
            : String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
  }
}
