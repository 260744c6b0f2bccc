package io.tagyard.destination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.expression.Values;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.diagnostic.YamlFile;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.event.Json;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Small words for tests of destinations. */
final class Kit {
  static final Path FOLDER = Path.of("destinations");
  static final Place HERE = Place.start(SourceText.of("workspace.yaml", ""));

  private Kit() {}

  /** Secrets from a map, by name. */
  static Secrets secrets(Map<String, String> values) {
    return new Secrets() {
      @Override
      public Optional<String> env(String name) {
        return Optional.ofNullable(values.get(name));
      }

      @Override
      public Optional<String> file(String name) {
        return Optional.ofNullable(values.get("file:" + name));
      }
    };
  }

  static Catalogue catalogue() {
    Problems problems = new Problems();
    Catalogue catalogue = Catalogue.load(FOLDER, problems);
    if (!problems.sorted().isEmpty()) {
      throw new AssertionError(headlines(problems));
    }
    return catalogue;
  }

  static List<String> headlines(Problems problems) {
    return problems.sorted().stream().map(Problem::headline).toList();
  }

  static YamlNode yaml(String text) {
    Problems problems = new Problems();
    return YamlFile.read(SourceText.of("workspace.yaml", text), text, problems)
        .orElseThrow(() -> new AssertionError(headlines(problems)));
  }

  static Destination connect(InstalledDestination installed, Optional<Mapping> settings) {
    Problems problems = new Problems();
    return installed
        .connect(settings, Optional.empty(), secrets(Map.of()), HERE, problems)
        .orElseThrow(() -> new AssertionError(headlines(problems)));
  }

  static Destination connect(String name, String settings) {
    return connect(catalogue().find(name).orElseThrow(), Optional.of((Mapping) yaml(settings)));
  }

  /** JSON with members sorted and numbers without needless zeros: equal when it means the same. */
  static JsonNode canonical(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      node.properties().forEach(each -> sorted.put(each.getKey(), canonical(each.getValue())));
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      sorted.forEach(object::set);
      return object;
    }
    if (node.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> list.add(canonical(each)));
      return list;
    }
    return node.isNumber() ? DecimalNode.valueOf(Values.plain(node.decimalValue())) : node;
  }

  static JsonNode json(byte[] text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError(new String(text, StandardCharsets.UTF_8), e);
    }
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
