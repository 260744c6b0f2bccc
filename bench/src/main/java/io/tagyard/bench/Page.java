package io.tagyard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Writes {@code bench/README.md} from the rows that were measured. */
final class Page {
  private static final Path FILE = Path.of("bench", "README.md");
  private static final String MISSING = "not measured";

  /** A budget: its row here, and the words it is shown under. */
  private record Budget(String row, String measured, String what, String budget) {}

  private static final List<Budget> BUDGETS =
      List.of(
          new Budget(
              "intake",
              "single",
              "durable single-event intake (POST, schema, digests, dedup, journal)",
              ">= 25,000/s, p99 < 10 ms at half of the maximum"),
          new Budget("batches", "batches", "durable batches of 50", ">= 90,000 events/s"),
          new Budget(
              "fanout",
              "fanout",
              "end to end, 5 batched destinations, stub on the same machine",
              ">= 12,000 events/s (60,000 legs/s), p99 < flush + 50 ms at half load"),
          new Budget("postbacks", "postbacks", "5 unbatched destinations", ">= 20,000 requests/s"),
          new Budget(
              "isolation",
              "isolation",
              "one of five destinations sick",
              "others within 5 % of their throughput and 2x of their p99"),
          new Budget("routes", "routes", "10 to 1,000 routes, one matches", "<= 1.2x"),
          new Budget("journal", "journal", "empty to 10 million events", "<= 1.2x"),
          new Budget("backlog", "backlog", "a million events for one recovered destination", ""),
          new Budget("memory", "memory", "memory over a minute of fan-out", "<= 512 MiB, flat"),
          new Budget("intake", "memory-intake", "memory, intake at full load", "<= 512 MiB"),
          new Budget("fanout", "memory-fanout", "memory, fan-out at full load", "<= 512 MiB"),
          new Budget(
              "postbacks", "memory-postbacks", "memory, postbacks at full load", "<= 512 MiB"),
          new Budget(
              "start",
              "start",
              "start to first 202 / command without a server",
              "<= 3 s (2 s with the AOT cache) / <= 1 s"),
          new Budget(
              "micro", "mapping", "mapping, digests and bytes of a 30-field purchase", "< 10 us"),
          new Budget(
              "tracking",
              "tracking",
              "POST /v1/tracking/conversions (not there yet)",
              ">= 3,000/s"));

  private Page() {}

  static void write(List<String> rows) throws IOException {
    StringBuilder page = new StringBuilder(text("method.md"));
    page.append(
        "\n## Budgets\n\n| row | budget | measured | revision |\n| --- | --- | --- | --- |\n");
    for (Budget budget : BUDGETS) {
      JsonNode row = Row.read(budget.row());
      String measured = row.path("measured").path(budget.measured()).asText(MISSING);
      page.append("| ")
          .append(budget.what())
          .append(" | ")
          .append(budget.budget())
          .append(" | ")
          .append(measured)
          .append(" | ")
          .append(measured.equals(MISSING) ? "" : row.path("revision").asText())
          .append(" |\n");
    }
    page.append(text("missed.md"));
    for (String name : rows) {
      section(name, Row.read(name), page);
    }
    Files.writeString(FILE, page.toString());
  }

  private static void section(String name, JsonNode row, StringBuilder page) {
    page.append("\n## ").append(name).append("\n\n");
    if (row.isMissingNode()) {
      page.append("Not measured.\n");
      return;
    }
    page.append("Measured ").append(row.path("at").asText());
    page.append(" at ").append(row.path("revision").asText());
    page.append(", ").append(row.path("method").asText());
    page.append(
        row.path("quiet").asText().equals("yes")
            ? ".\n\n"
            : ", on a machine that was not quiet.\n\n");
    Set<String> columns = new LinkedHashSet<>();
    row.path("lines").forEach(line -> line.fieldNames().forEachRemaining(columns::add));
    page.append("| ")
        .append(String.join(" | ", columns).replace("what |", "load |"))
        .append(" |\n");
    page.append("| --- ").append("| ---: ".repeat(columns.size() - 1)).append("|\n");
    for (JsonNode line : row.path("lines")) {
      columns.forEach(column -> page.append("| ").append(line.path(column).asText("")).append(' '));
      page.append("|\n");
    }
    row.path("notes").forEach(note -> page.append("\n").append(note.asText()).append(".\n"));
  }

  /** What is written by hand. */
  private static String text(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream("/io/tagyard/bench/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("@machine@", Machine.description());
    }
  }
}
