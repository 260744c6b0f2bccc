package io.tagyard.cli;

import io.tagyard.destination.Catalogue;
import io.tagyard.destination.InstalledDestination;
import io.tagyard.destination.definition.DefinitionForm;
import io.tagyard.destination.definition.Setting;
import io.tagyard.diagnostic.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files to begin with.
 *
 * @param folder that they lie in
 * @param keys files of the secrets folder, each for a new key
 * @param next what to do next, for people
 */
record Skeleton(Path folder, Map<Path, String> files, List<Path> keys, List<String> next) {
  private static final String DEFINITION = "destination.yaml";
  private static final Pattern TOP_KEY = Pattern.compile("^([a-z_]+):.*");

  /** Why there is no skeleton. */
  static final class Impossible extends Exception {
    private static final long serialVersionUID = 1L;

    Impossible(String sentence) {
      super(sentence);
    }
  }

  /** A destination that begins as a copy of another one, every part with a comment. */
  static Skeleton ofDestination(Path destinations, String name, String like, Instant now)
      throws Impossible {
    Catalogue catalogue = Catalogue.load(destinations, new Problems());
    Optional<InstalledDestination> origin = catalogue.find(like);
    if (origin.isEmpty()) {
      throw new Impossible(
          "no destination \""
              + like
              + "\" to begin from"
              + catalogue.nearest(like).map(word -> "; did you mean " + word + "?").orElse(""));
    }
    Path folder = unused(destinations.resolve(name));
    Path from = destinations.resolve(like);
    Map<Path, String> files = new LinkedHashMap<>();
    String definition = text(from.resolve(DEFINITION));
    String today = LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    files.put(folder.resolve(DEFINITION), commented(definition, name, today));
    files.put(folder.resolve("README.md"), readme(name, origin.get(), today));
    for (Path example : listed(from.resolve("examples"))) {
      files.put(folder.resolve("examples").resolve(example.getFileName()), text(example));
    }
    return new Skeleton(
        folder,
        files,
        List.of(),
        List.of(
            "It speaks as " + like + " does. Change destination.yaml and the examples together:",
            "  ./tagyard check     says what is wrong, with line and column",
            "  ./tagyard test      runs the examples: what is sent beside what they show",
            "docs/new-destination.md leads from the platform's page to a destination."));
  }

  /** A workspace with a source of each kind, one connection and one route with a test. */
  static Skeleton ofWorkspace(Path routes, Path secrets, String name) throws Impossible {
    Path folder = unused(routes.resolve(name));
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(folder.resolve("workspace.yaml"), resource("workspace.yaml").replace("NAME", name));
    files.put(
        folder.resolve("purchases.yaml"), resource("route.yaml").replace("NAME", "purchases"));
    files.put(folder.resolve("fixtures/paid-order.json"), resource("paid-order.json"));
    return new Skeleton(
        folder,
        files,
        Stream.of("web", "backend").map(it -> secrets.resolve(name + "-" + it + "-key")).toList(),
        List.of(
            "Its keys are files of " + secrets + ": keep them out of version control.",
            "A running gateway takes them, and later changes of them, without a restart.",
            "Next: ./tagyard check && ./tagyard test (with --without-secrets where the keys are not)"));
  }

  /** A route with a test. */
  static Skeleton ofRoute(Path routes, @Nullable String workspace, String name) throws Impossible {
    List<Path> folders =
        listed(routes).stream()
            .filter(folder -> Files.isRegularFile(folder.resolve("workspace.yaml")))
            .filter(folder -> workspace == null || folder.endsWith(workspace))
            .toList();
    if (folders.size() != 1) {
      throw new Impossible(
          "which workspace? (expected: --workspace with one of "
              + listed(routes).stream()
                  .map(folder -> String.valueOf(folder.getFileName()))
                  .collect(Collectors.joining(", "))
              + ")");
    }
    Path folder = folders.getFirst();
    Path file = unused(folder.resolve(name + ".yaml"));
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(file, resource("route.yaml").replace("NAME", name));
    Path fixture = folder.resolve("fixtures/paid-order.json");
    if (!Files.exists(fixture)) {
      files.put(fixture, resource("paid-order.json"));
    }
    return new Skeleton(
        folder,
        files,
        List.of(),
        List.of("Change \"to\" to a connection of this workspace, then: ./tagyard check"));
  }

  private static Path unused(Path path) throws Impossible {
    if (Files.exists(path)) {
      throw new Impossible(path + " is there already; nothing was written");
    }
    return path;
  }

  /** Every top key gets the sentence that the reader itself knows about it. */
  private static String commented(String definition, String name, String today) {
    Map<String, String> docs = new LinkedHashMap<>();
    DefinitionForm.FORM.fields().forEach(field -> docs.put(field.key(), field.doc()));
    List<String> lines = new ArrayList<>();
    lines.add("# Begun from another destination: whatever still speaks of it is to be changed.");
    boolean explained = false;
    for (String line : definition.lines().toList()) {
      Matcher key = TOP_KEY.matcher(line);
      if (key.matches() && !explained) {
        lines.add("");
        lines.add("# " + docs.getOrDefault(key.group(1), ""));
      }
      explained = line.startsWith("#");
      lines.add(renamed(line, name, today));
    }
    return String.join("\n", lines).replaceAll("\n{3,}", "\n\n") + "\n";
  }

  private static String renamed(String line, String name, String today) {
    if (line.startsWith("destination:")) {
      return "destination: " + name;
    }
    if (line.startsWith("title:")) {
      return "title: " + titled(name);
    }
    return line.startsWith("version:")
        ? line.replaceFirst("checked: [0-9-]+", "checked: " + today)
        : line;
  }

  private static String titled(String name) {
    return Stream.of(name.split("-"))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(Collectors.joining(" "));
  }

  private static String readme(String name, InstalledDestination origin, String today) {
    String settings =
        origin.settings().stream()
            .map(setting -> "| `" + setting.name() + "` | " + about(setting) + " |")
            .collect(Collectors.joining("\n"));
    return resource("README.md")
        .replace("TITLE", titled(name))
        .replace("TODAY", today)
        .replace("DOCS", origin.definition().docs())
        .replace(
            "NEEDS",
            origin.definition().needs().stream()
                .map(purpose -> "`" + purpose + "`")
                .collect(Collectors.joining(" and ")))
        .replace("SETTINGS", settings);
  }

  private static String about(Setting setting) {
    String doc = setting.doc().isEmpty() ? setting.type() : setting.doc();
    return setting.required() ? doc + ", required" : doc;
  }

  private static List<Path> listed(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be read", e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  private static String resource(String name) {
    try (var in = Skeleton.class.getResourceAsStream("/skeletons/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the skeleton " + name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
