package io.tagyard.route;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Everything that can be said about the files without running them: {@code tagyard check}. */
public final class Check {
  private Check() {}

  /**
   * What to check.
   *
   * @param strict a secret in clear text is an error
   * @param tests run the routes' tests and the destinations' examples as well
   * @param now for versions that ended and for the age of events in tests
   */
  public record Wish(Path routes, Path destinations, boolean strict, boolean tests, Instant now) {}

  /**
   * What was found.
   *
   * @param problems all of them, sorted by place
   * @param workspaces how many were read
   * @param tests how many route tests ran
   * @param examples how many examples of destinations ran
   */
  public record Finding(List<Problem> problems, int workspaces, int tests, int examples) {
    /** Whether there is an error. */
    public boolean hasErrors() {
      return problems.stream().anyMatch(Problem::isError);
    }
  }

  /**
   * Checks definitions, workspaces, routes, schemas and, if wished, the routes' tests.
   *
   * @throws UncheckedIOException when the folder of the workspaces cannot be listed
   */
  public static Finding run(Wish wish, Secrets secrets) {
    Problems problems = new Problems();
    Definitions definitions = Definitions.read(wish.destinations());
    problems.addAll(definitions.problems());
    Map<String, Place> keys = new TreeMap<>();
    List<Path> folders = WorkspaceFolders.below(wish.routes(), true);
    LocalDate today = LocalDate.ofInstant(wish.now(), ZoneOffset.UTC);
    int tests = 0;
    for (Path folder : folders) {
      Optional<WorkspaceFiles> files = files(folder, problems);
      if (files.isEmpty()) {
        continue;
      }
      WorkspaceReader.Outcome outcome =
          WorkspaceReader.read(files.get(), definitions, secrets, today);
      problems.addAll(outcome.problems());
      if (outcome.workspace().isPresent()) {
        Workspace workspace = outcome.workspace().get();
        SharedKeys.refuse(workspace.keyPlaces(), keys, problems);
        keys.putAll(workspace.keyPlaces());
        if (wish.tests()) {
          tests += RouteTests.run(workspace, secrets, wish.now(), problems);
        }
      }
    }
    int examples = wish.tests() ? ExampleTests.run(definitions.catalogue(), problems) : 0;
    List<Problem> found = new ArrayList<>(problems.sorted());
    return new Finding(
        wish.strict() ? Strictness.of(found) : List.copyOf(found), folders.size(), tests, examples);
  }

  private static Optional<WorkspaceFiles> files(Path folder, Problems problems) {
    try {
      return Optional.of(WorkspaceFiles.read(folder));
    } catch (IOException e) {
      problems.error(
          "workspace-unreadable",
          Place.start(SourceText.of(WorkspaceFiles.shown(folder) + "/workspace.yaml", "")),
          "the folder cannot be read: " + e);
      return Optional.empty();
    }
  }
}
