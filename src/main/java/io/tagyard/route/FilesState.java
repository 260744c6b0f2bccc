package io.tagyard.route;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All files at one moment, read: what {@code tagyard diff} holds against another.
 *
 * @param workspaces those without errors, by name
 * @param problems what is wrong with the others, and warnings
 */
public record FilesState(
    Definitions definitions,
    SortedMap<String, WorkspaceFiles> files,
    SortedMap<String, Workspace> workspaces,
    List<Problem> problems) {

  /** The files as they stand below these folders. */
  public static FilesState of(Path routes, Path destinations, Secrets secrets, LocalDate today) {
    SortedMap<String, WorkspaceFiles> files = new TreeMap<>();
    for (Path folder : WorkspaceFolders.below(routes, true)) {
      try {
        WorkspaceFiles read = WorkspaceFiles.read(folder);
        files.put(read.name(), read);
      } catch (IOException e) {
        throw new UncheckedIOException(folder + " cannot be read", e);
      }
    }
    return read(Definitions.read(destinations), files, secrets, today);
  }

  /** The files that a gateway loaded last, out of its data folder, with these definitions. */
  public static FilesState loaded(
      Path data, Definitions definitions, Secrets secrets, LocalDate today) {
    LastGood kept = new LastGood(data.resolve("revisions"));
    SortedMap<String, WorkspaceFiles> files = new TreeMap<>();
    for (String name : kept.names()) {
      Optional<WorkspaceFiles> read = kept.of(name);
      read.ifPresent(found -> files.put(name, found));
    }
    return read(definitions, files, secrets, today);
  }

  private static FilesState read(
      Definitions definitions,
      SortedMap<String, WorkspaceFiles> files,
      Secrets secrets,
      LocalDate today) {
    SortedMap<String, Workspace> workspaces = new TreeMap<>();
    List<Problem> problems = new ArrayList<>(definitions.problems());
    for (WorkspaceFiles each : files.values()) {
      WorkspaceReader.Outcome outcome = WorkspaceReader.read(each, definitions, secrets, today);
      outcome.workspace().ifPresent(workspace -> workspaces.put(each.name(), workspace));
      problems.addAll(outcome.problems());
    }
    return new FilesState(definitions, files, workspaces, List.copyOf(problems));
  }
}
