package io.tagyard.destination;

import io.tagyard.destination.definition.Blueprint;
import io.tagyard.destination.definition.BlueprintReader;
import io.tagyard.destination.definition.ExampleReader;
import io.tagyard.diagnostic.Nearest;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.diagnostic.YamlFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All destinations there are: one for each folder. Found by being there. */
public final class Catalogue {
  private static final String FILE = "destination.yaml";
  private final Map<String, InstalledDestination> byName;

  private Catalogue(Map<String, InstalledDestination> byName) {
    this.byName = byName;
  }

  /**
   * Reads every folder below this one, its examples as well; a folder with errors is left out and
   * its problems are added.
   */
  public static Catalogue load(Path destinations, Problems problems) {
    return load(destinations, true, problems);
  }

  /**
   * The same without the examples, of which there are ten times as many: nothing that is sent
   * depends on them, and whoever starts should not wait for them.
   */
  public static Catalogue definitions(Path destinations, Problems problems) {
    return load(destinations, false, problems);
  }

  private static Catalogue load(Path destinations, boolean examples, Problems problems) {
    Map<String, InstalledDestination> byName = new TreeMap<>();
    if (!Files.isDirectory(destinations)) {
      Place nowhere = Place.start(SourceText.of(shown(destinations), ""));
      problems.error("folder-missing", nowhere, "there is no folder of destinations here");
      return new Catalogue(byName);
    }
    // at once: a command that reads them all should be done within a second
    List<Loaded> loaded =
        sorted(destinations, problems).parallelStream()
            .filter(folder -> Files.isRegularFile(folder.resolve(FILE)))
            .map(folder -> read(folder, examples))
            .toList();
    for (Loaded one : loaded) {
      problems.addAll(one.problems());
      one.destination().ifPresent(found -> byName.put(found.name(), found));
    }
    return new Catalogue(byName);
  }

  private record Loaded(Optional<InstalledDestination> destination, List<Problem> problems) {}

  private static Loaded read(Path folder, boolean withExamples) {
    Problems own = new Problems();
    Path file = folder.resolve(FILE);
    String name = folder.getFileName().toString();
    String text = text(file, own);
    SourceText source = SourceText.of(shown(file), text);
    Optional<Blueprint> blueprint =
        YamlFile.read(source, text, own).flatMap(node -> BlueprintReader.read(node, name, own));
    Path readme = folder.resolve("README.md");
    if (!Files.isRegularFile(readme)) {
      own.warning(
          "readme-missing", Place.start(source), "the destination " + name + " has no README.md");
    }
    List<Example> examples = withExamples ? examples(folder.resolve("examples"), own) : List.of();
    String shown = Files.isRegularFile(readme) ? text(readme, own) : "";
    return new Loaded(
        blueprint
            .filter(read -> !own.hasErrors())
            .map(read -> new InstalledDestination(read, shown, examples)),
        own.sorted());
  }

  private static List<Example> examples(Path folder, Problems problems) {
    List<Example> examples = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      for (Path file : sorted(folder, problems)) {
        String name = file.getFileName().toString();
        if (name.endsWith(".yaml")) {
          String text = text(file, problems);
          YamlFile.read(SourceText.of(shown(file), text), text, problems)
              .flatMap(node -> ExampleReader.read(name, node, problems))
              .ifPresent(examples::add);
        }
      }
    }
    return examples;
  }

  private static List<Path> sorted(Path folder, Problems problems) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      unreadable(folder, problems);
      return List.of();
    }
  }

  private static String text(Path file, Problems problems) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    } catch (IOException e) {
      unreadable(file, problems);
      return "";
    }
  }

  private static void unreadable(Path path, Problems problems) {
    Place place = Place.start(SourceText.of(shown(path), ""));
    problems.error("file-unreadable", place, "cannot be read");
  }

  private static String shown(Path path) {
    return path.toString().replace('\\', '/');
  }

  /** All, by name. */
  public Collection<InstalledDestination> all() {
    return byName.values();
  }

  /** The names, sorted. */
  public Collection<String> names() {
    return byName.keySet();
  }

  /** The destination of this name. */
  public Optional<InstalledDestination> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The name somebody most likely meant. */
  public Optional<String> nearest(String name) {
    return Nearest.of(name, byName.keySet());
  }
}
