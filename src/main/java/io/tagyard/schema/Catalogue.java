package io.tagyard.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import io.tagyard.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The schemas that come with the gateway, and how schemas are compiled: nothing is ever fetched.
 */
final class Catalogue {
  static final String BASE = "https://tagyard.io/schemas/";
  static final String COMMON = BASE + "common.schema.json";

  /** {@code $schema}, {@code $id}, {@code title}, {@code $ref}, {@code properties}. */
  private static final int PLAIN_MEMBERS = 5;

  private static final Map<String, String> TEXTS = texts();

  private Catalogue() {}

  /** The common schema as JSON. */
  static JsonNode common() {
    return json(COMMON);
  }

  /** Whether the schema of this name adds anything to the common one but the name itself. */
  static boolean saysMoreThanItsName(String eventName) {
    JsonNode schema = json(location(eventName));
    return schema.size() > PLAIN_MEMBERS || schema.path("properties").size() > 1;
  }

  /** What an event's own schema says about this path; empty when it says nothing. */
  static String description(String eventName, String path) {
    if (!has(location(eventName))) {
      return "";
    }
    JsonNode at = json(location(eventName));
    for (String member : path.split("\\.", -1)) {
      at = at.path("properties").path(member);
    }
    return at.path("description").asText("");
  }

  /** A schema of the catalogue as JSON. */
  static JsonNode json(String location) {
    try {
      return Json.read(TEXTS.getOrDefault(location, "").getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException(location + " is not JSON", e);
    }
  }

  static boolean has(String location) {
    return TEXTS.containsKey(location);
  }

  static String location(String eventName) {
    return BASE + "events/" + eventName + ".schema.json";
  }

  /** The catalogue's own schema of this location, compiled. */
  static Schema own(SchemaRegistry registry, String location) {
    Schema schema = registry.getSchema(SchemaLocation.of(location));
    schema.initializeValidators();
    return schema;
  }

  /** A registry for the catalogue's schemas, with the JDK's patterns, which are ours. */
  static SchemaRegistry ownRegistry() {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder ->
            builder
                .schemas(TEXTS)
                .schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
  }

  /**
   * A registry for schemas that people write: linear-time patterns (RE2), and only the catalogue
   * can be referred to. One per generation, because a registry keeps what it compiled by {@code
   * $id}.
   */
  static SchemaRegistry workspaceRegistry() {
    return SchemaRegistry.withDefaultDialect(
        SpecificationVersion.DRAFT_2020_12,
        builder ->
            builder
                .schemas(TEXTS)
                .schemaLoader(loader -> loader.fetchRemoteResources(false))
                .schemaRegistryConfig(
                    SchemaRegistryConfig.builder()
                        .formatAssertionsEnabled(true)
                        .regularExpressionFactory(new LinearPatterns())
                        .build()));
  }

  private static Map<String, String> texts() {
    Map<String, String> texts = new HashMap<>();
    texts.put(COMMON, text("/schemas/common.schema.json"));
    for (String name : Taxonomy.NAMES) {
      texts.put(location(name), text("/schemas/events/" + name + ".schema.json"));
    }
    return Map.copyOf(texts);
  }

  private static String text(String resource) {
    try (InputStream in = Catalogue.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
  }

  private static final class LinearPatterns implements RegularExpressionFactory {
    @Override
    public RegularExpression getRegularExpression(String regex) {
      com.google.re2j.Pattern pattern = com.google.re2j.Pattern.compile(regex);
      return text -> pattern.matcher(text).find();
    }
  }
}
