package io.tagyard.destination;

import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.YamlNode.Mapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A folder of destinations that a test writes. */
record Folder(Path path) {
  /** What every definition needs besides what a test is about. */
  static final String HEAD =
      """
      destination: lumen
      title: Lumen
      consent: { needs: [measurement] }
      """;

  static final String ANSWERS = "answers: [ { otherwise: accepted } ]\n";

  /** The problems of this definition, as places and messages. */
  List<String> faults(String definition) {
    Problems problems = new Problems();
    write(definition);
    Catalogue.load(path, problems);
    return problems.sorted().stream()
        .filter(problem -> !problem.code().equals("readme-missing"))
        .map(problem ->
            problem.headline().replaceAll("^.*destination.yaml:", "")
                + problem.guess().map(word -> " (did you mean " + word + "?)").orElse(""))
        .toList();
  }

  /** The destination of this definition, bound to these settings. */
  Destination connect(String definition, String settings) {
    return connect(definition, settings, Optional.empty());
  }

  Destination connect(String definition, String settings, Optional<String> endpoint) {
    write(definition);
    Problems problems = new Problems();
    InstalledDestination installed =
        Catalogue.load(path, problems)
            .find("lumen")
            .orElseThrow(() -> new AssertionError(Kit.headlines(problems)));
    Optional<Mapping> given =
        settings.isEmpty() ? Optional.empty() : Optional.of((Mapping) Kit.yaml(settings));
    return installed
        .connect(given, endpoint, Kit.secrets(Map.of()), Kit.HERE, problems)
        .orElseThrow(() -> new AssertionError(Kit.headlines(problems)));
  }

  private void write(String definition) {
    try {
      Files.createDirectories(path.resolve("lumen"));
      Files.writeString(path.resolve("lumen/destination.yaml"), definition);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
