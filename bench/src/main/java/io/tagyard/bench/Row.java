package io.tagyard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A row of the table as it was measured, kept as {@code bench/results/<name>.json}: rows are
 * measured one at a time and the page is put together from what there is.
 */
final class Row {
  static final Path FOLDER = Path.of("bench", "results");
  private static final ObjectMapper JSON = new ObjectMapper();
  private final String name;
  private final ObjectNode content;

  private Row(String name, ObjectNode content) {
    this.name = name;
    this.content = content;
  }

  /** A row of loads that are measured by {@link Meter}. */
  static Row start(String name) {
    return start(
        name,
        "runs of "
            + Meter.RUN.toSeconds()
            + " s after "
            + Meter.WARM_UP.toSeconds()
            + " s of warming up");
  }

  /**
   * A row that begins now.
   *
   * @param method how its numbers come about, for the page
   */
  static Row start(String name, String method) {
    ObjectNode content = JSON.createObjectNode();
    content.put("at", Instant.now().truncatedTo(ChronoUnit.MINUTES).toString());
    content.put("revision", Machine.revision());
    content.put("quiet", System.getProperty("quiet", "no"));
    content.put("method", method);
    content.putArray("lines");
    content.putArray("notes");
    content.putObject("measured");
    return new Row(name, content);
  }

  /** What was measured beside a budget. */
  Row measured(String budget, String text) {
    ((ObjectNode) content.get("measured")).put(budget, text);
    System.out.println(name + ": " + budget + ": " + text);
    return this;
  }

  Row line(String what, Figures figures) {
    ObjectNode line = ((ArrayNode) content.get("lines")).addObject().put("what", what);
    StringBuilder said = new StringBuilder(name + ": " + what);
    figures
        .values()
        .forEach((column, value) -> {
          line.put(column, Figures.shown(value));
          said.append("  ").append(column).append(' ').append(Figures.shown(value));
        });
    System.out.println(said);
    return this;
  }

  Row note(String text) {
    ((ArrayNode) content.get("notes")).add(text);
    System.out.println(name + ": " + text);
    return this;
  }

  /** Short runs are for trying and leave no trace. */
  void write() throws IOException {
    if (Meter.TRY) {
      return;
    }
    Files.createDirectories(FOLDER);
    Files.writeString(
        FOLDER.resolve(name + ".json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(content) + "\n");
  }

  static JsonNode read(String name) throws IOException {
    Path file = FOLDER.resolve(name + ".json");
    return Files.exists(file) ? JSON.readTree(file.toFile()) : JSON.missingNode();
  }
}
