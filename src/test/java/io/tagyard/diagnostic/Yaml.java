package io.tagyard.diagnostic;

import io.tagyard.diagnostic.YamlNode.Mapping;
import java.util.List;

/** YAML texts for tests. */
final class Yaml {
  private Yaml() {}

  static YamlNode node(String text, Problems problems) {
    return YamlFile.read(SourceText.of("f.yaml", text), text, problems)
        .orElseThrow(() -> new AssertionError(problems.sorted()));
  }

  static Mapping mapping(String text) {
    Problems problems = new Problems();
    Mapping mapping = (Mapping) node(text, problems);
    if (!problems.sorted().isEmpty()) {
      throw new AssertionError(problems.sorted());
    }
    return mapping;
  }

  static YamlNode value(String written) {
    return mapping("v: " + written).get("v").orElseThrow();
  }

  static List<String> problems(String text) {
    Problems problems = new Problems();
    var unused = YamlFile.read(SourceText.of("f.yaml", text), text, problems);
    return headlines(problems);
  }

  static List<String> headlines(Problems problems) {
    return problems.sorted().stream().map(Problem::headline).toList();
  }
}
