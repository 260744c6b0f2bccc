package io.tagyard.route;

import io.tagyard.destination.Definition;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Example;
import io.tagyard.destination.InstalledDestination;
import io.tagyard.diagnostic.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a change of files means: in sources, connections and routes, in what becomes of the events
 * that routes are tested with, and in the requests of a destination's examples. Pure.
 */
public final class Difference {
  private final FilesState before;
  private final FilesState after;
  private final Instant now;
  private final List<String> lines = new ArrayList<>();

  private Difference(FilesState before, FilesState after, Instant now) {
    this.before = before;
    this.after = after;
    this.now = now;
  }

  /**
   * Lines for people, without secrets; none when nothing changes.
   *
   * @param now for events that say no time
   */
  public static List<String> between(FilesState before, FilesState after, Instant now) {
    Difference difference = new Difference(before, after, now);
    for (String name : union(f -> f.definitions().digests().keySet(), before, after)) {
      difference.destination(name);
    }
    for (String name : union(f -> f.files().keySet(), before, after)) {
      difference.workspace(name);
    }
    return List.copyOf(difference.lines);
  }

  private static SortedSet<String> union(
      Function<FilesState, ? extends java.util.Collection<String>> names,
      FilesState before,
      FilesState after) {
    SortedSet<String> all = new TreeSet<>(names.apply(before));
    all.addAll(names.apply(after));
    return all;
  }

  private void destination(String name) {
    if (before.definitions().fingerprint(name).equals(after.definitions().fingerprint(name))) {
      return;
    }
    Optional<InstalledDestination> old = before.definitions().catalogue().find(name);
    Optional<InstalledDestination> young = after.definitions().catalogue().find(name);
    if (old.isEmpty() || young.isEmpty()) {
      lines.add("destination " + name + (young.isEmpty() ? " is gone" : " is new"));
      return;
    }
    lines.add("destination " + name);
    new RequestLines(declared(old.get()))
        .differences(new RequestLines(declared(young.get())))
        .forEach(change -> lines.add("  " + change));
    Map<String, Example> examples = new LinkedHashMap<>();
    old.get().examples().forEach(each -> examples.put(each.file(), each));
    young.get().examples().forEach(each -> examples.put(each.file(), each));
    examples.values().forEach(each -> example(old.get(), young.get(), each));
  }

  private static Map<String, String> declared(InstalledDestination destination) {
    Definition definition = destination.definition();
    Map<String, String> declared = new LinkedHashMap<>();
    declared.put("version", definition.version().api());
    definition.version().ends().ifPresent(ends -> declared.put("ends", ends));
    declared.put("needs", new TreeSet<>(definition.needs()).toString());
    declared.put("limited mode", Boolean.toString(definition.restrictedMode()));
    declared.put(
        "accepts",
        destination.acceptsEverything() ? "*" : new TreeSet<>(destination.accepts()).toString());
    declared.put("batch", Integer.toString(definition.limits().batch()));
    definition.limits().maxAge().ifPresent(age -> declared.put("max_age", Words.of(age)));
    return declared;
  }

  /** The same example by the old definition and by the new one. */
  private void example(InstalledDestination old, InstalledDestination young, Example example) {
    List<String> changes = RequestChanges.between(end(old, example), end(young, example));
    if (!changes.isEmpty()) {
      lines.add("  example " + example.file() + ": " + example.title());
      changes.forEach(change -> lines.add("    " + change));
    }
  }

  private static RequestChanges.State end(InstalledDestination destination, Example example) {
    Problems problems = new Problems();
    Optional<Destination> connected = ExampleRun.connect(destination, example, problems);
    if (connected.isEmpty()) {
      return RequestChanges.State.none(
          "its settings are refused: " + problems.sorted().getFirst().message());
    }
    return switch (ExampleRun.of(connected.get(), example)) {
      case ExampleRun.End.Sent(var request, var by) ->
          RequestChanges.State.sends(RequestLines.of(request));
      case ExampleRun.End.Withheld(String reason, String sentence) ->
          RequestChanges.State.none("withheld " + reason);
      case ExampleRun.End.Wrong(String sentence) -> RequestChanges.State.none(sentence);
    };
  }

  private void workspace(String name) {
    WorkspaceFiles old = before.files().get(name);
    WorkspaceFiles young = after.files().get(name);
    if (old == null || young == null) {
      lines.add("workspace " + name + (young == null ? " is gone" : " is new"));
      return;
    }
    List<String> found = new ArrayList<>(new FileChanges(before, after, name).lines());
    Workspace was = before.workspaces().get(name);
    Workspace is = after.workspaces().get(name);
    if (was != null && is != null) {
      found.addAll(new EventChanges(was, is, now).lines());
    }
    if (!found.isEmpty()) {
      lines.add("workspace " + name);
      found.forEach(line -> lines.add("  " + line));
    }
  }
}
