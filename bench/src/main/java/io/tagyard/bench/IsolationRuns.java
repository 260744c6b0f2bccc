package io.tagyard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs of the isolation rows at one revision, kept until there are five of each. */
final class IsolationRuns {
  private static final Path FILE = Path.of("bench", "target", "isolation.json");
  private static final ObjectMapper JSON = new ObjectMapper();
  private final Map<String, List<Figures>> byState = new LinkedHashMap<>();

  static IsolationRuns read() throws IOException {
    IsolationRuns runs = new IsolationRuns();
    JsonNode kept = Files.exists(FILE) ? JSON.readTree(FILE.toFile()) : JSON.missingNode();
    if (kept.path("revision").asText().equals(Machine.revision())) {
      kept.path("runs")
          .properties()
          .forEach(state -> state.getValue().forEach(run -> runs.put(state.getKey(), run)));
    }
    return runs;
  }

  private void put(String state, JsonNode run) {
    Figures figures = new Figures();
    run.properties().forEach(each -> figures.with(each.getKey(), each.getValue().asDouble()));
    byState.computeIfAbsent(state, key -> new ArrayList<>()).add(figures);
  }

  void add(String state, Figures figures) throws IOException {
    byState.computeIfAbsent(state, key -> new ArrayList<>()).add(figures);
    System.out.println("isolation: " + state + " " + figures.values());
    ObjectNode kept = JSON.createObjectNode().put("revision", Machine.revision());
    kept.set("runs", JSON.valueToTree(plain()));
    Files.writeString(FILE, kept.toString());
  }

  private Map<String, List<Map<String, Double>>> plain() {
    Map<String, List<Map<String, Double>>> plain = new LinkedHashMap<>();
    byState.forEach((state, runs) -> plain.put(state, runs.stream().map(Figures::values).toList()));
    return plain;
  }

  /** Medians, and how the others did beside the quiet run. */
  void report() throws IOException {
    Row row = Row.start("isolation");
    Figures quiet = Figures.median(byState.get("quiet"));
    StringBuilder beside = new StringBuilder();
    byState.forEach((state, runs) -> {
      Figures median = Figures.median(runs);
      row.line(state + ", median of " + runs.size(), median);
      if (!state.equals("quiet")) {
        beside
            .append(beside.isEmpty() ? "" : "; ")
            .append(state)
            .append(": throughput ")
            .append(Figures.shown(100 * median.get("others' legs/s") / quiet.get("others' legs/s")))
            .append(" %, p99 ")
            .append(Figures.shown(median.get("others' p99 ms") / quiet.get("others' p99 ms")))
            .append("x");
      }
    });
    row.measured("isolation", beside.toString()).write();
  }
}
