package io.tagyard.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A file of events: one object, an array, or one object a line. */
record EventFile(List<JsonNode> events, int stamped) {
  /** What is wrong with the file, for people. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String message) {
      super(message);
    }
  }

  /**
   * Reads the file.
   *
   * @param now the time of events that give none: a file in a repository is sent today, whenever it
   *     was written
   */
  static EventFile read(Path file, Instant now) throws Unreadable {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new Unreadable(file + ": cannot be read (" + e.getClass().getSimpleName() + ")");
    }
    List<JsonNode> events = isLines(file) ? lines(file, bytes) : whole(file, bytes);
    int stamped = 0;
    for (JsonNode event : events) {
      if (event instanceof ObjectNode object && !object.has("time")) {
        object.put("time", now.toString());
        stamped++;
      }
    }
    return new EventFile(events, stamped);
  }

  private static boolean isLines(Path file) {
    String name = file.toString();
    return name.endsWith(".ndjson") || name.endsWith(".jsonl");
  }

  private static List<JsonNode> whole(Path file, byte[] bytes) throws Unreadable {
    try {
      JsonNode tree = Json.read(bytes);
      if (tree.isMissingNode()) {
        throw new Unreadable(file + ": is empty");
      }
      if (!tree.isArray()) {
        return List.of(tree);
      }
      List<JsonNode> events = new ArrayList<>();
      tree.forEach(events::add);
      return events;
    } catch (JsonProcessingException e) {
      throw new Unreadable(file + ": " + Json.reason(e));
    }
  }

  private static List<JsonNode> lines(Path file, byte[] bytes) throws Unreadable {
    List<JsonNode> events = new ArrayList<>();
    int number = 0;
    for (String line : new String(bytes, StandardCharsets.UTF_8).lines().toList()) {
      number++;
      try {
        if (!line.isBlank()) {
          events.add(Json.read(line.getBytes(StandardCharsets.UTF_8)));
        }
      } catch (JsonProcessingException e) {
        throw new Unreadable(file + ":" + number + ": " + Json.reason(e));
      }
    }
    return events;
  }
}
