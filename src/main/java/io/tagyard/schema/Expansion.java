package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * Counts how many subschemas one value meets in a schema: a schema that refers to itself without
 * going into the value never ends, and one that doubles at every reference ends too late.
 */
final class Expansion {
  private static final int STEPS_MAX = 10_000;
  private static final int DEPTH_MAX = 100;
  private static final List<String> LISTS = List.of("allOf", "anyOf", "oneOf");
  private static final List<String> ONES = List.of("not", "if", "then", "else");

  private final JsonNode document;
  private int steps;

  private Expansion(JsonNode document) {
    this.document = document;
  }

  /** What is wrong with a schema document; every schema in it is looked at. */
  static Optional<String> problem(JsonNode document) {
    Expansion expansion = new Expansion(document);
    return expansion.everywhere(document)
        ? Optional.empty()
        : Optional.of("a reference leads back to itself, or references multiply too much");
  }

  private boolean everywhere(JsonNode node) {
    steps = 0;
    if (node.isObject() && !bounded(node, 0)) {
      return false;
    }
    for (JsonNode child : node) {
      if (child.isContainerNode() && !everywhere(child)) {
        return false;
      }
    }
    return true;
  }

  private boolean bounded(JsonNode schema, int depth) {
    if (++steps > STEPS_MAX || depth > DEPTH_MAX) {
      return false;
    }
    String target = schema.path("$ref").asText(schema.path("$dynamicRef").asText(""));
    if (target.startsWith("#") && !bounded(resolve(target), depth + 1)) {
      return false;
    }
    for (String one : ONES) {
      if (schema.path(one).isObject() && !bounded(schema.path(one), depth + 1)) {
        return false;
      }
    }
    for (String list : LISTS) {
      for (JsonNode part : schema.path(list)) {
        if (!bounded(part, depth + 1)) {
          return false;
        }
      }
    }
    for (JsonNode part : schema.path("dependentSchemas")) {
      if (!bounded(part, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  private JsonNode resolve(String target) {
    String pointer = target.substring(1);
    if (pointer.isEmpty() || pointer.startsWith("/")) {
      return document.at(pointer);
    }
    return document.findParents("$anchor").stream()
        .filter(schema -> schema.path("$anchor").asText().equals(pointer))
        .findFirst()
        .orElseGet(() -> document.path(""));
  }
}
