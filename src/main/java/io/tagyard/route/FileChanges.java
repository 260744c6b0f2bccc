package io.tagyard.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.YamlFile;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is written differently in one workspace's files, thing by thing, secrets hidden. */
final class FileChanges {
  private static final String FILE = "workspace.yaml";
  private static final List<String> THINGS = List.of("sources", "connections", "removed");

  private final FilesState before;
  private final FilesState after;
  private final String workspace;
  private final List<String> lines = new ArrayList<>();

  FileChanges(FilesState before, FilesState after, String workspace) {
    this.before = before;
    this.after = after;
    this.workspace = workspace;
  }

  List<String> lines() {
    JsonNode was = json(before, FILE);
    JsonNode is = json(after, FILE);
    for (String things : THINGS) {
      String one = things.equals("removed") ? things : things.substring(0, things.length() - 1);
      for (String name : names(was.path(things), is.path(things))) {
        thing(one + " " + name, was.path(things).path(name), is.path(things).path(name));
      }
    }
    SortedSet<String> routes = new TreeSet<>(files(before).routeFiles());
    routes.addAll(files(after).routeFiles());
    for (String route : routes) {
      thing("route " + route.replace(".yaml", ""), json(before, route), json(after, route));
    }
    return lines;
  }

  private WorkspaceFiles files(FilesState state) {
    WorkspaceFiles files = state.files().get(workspace);
    if (files == null) {
      throw new IllegalStateException(workspace + " is not in both (expected: compared only then)");
    }
    return files;
  }

  private JsonNode json(FilesState state, String path) {
    WorkspaceFiles files = files(state);
    Problems ignored = new Problems(); // told by the check of the same files
    return files
        .text(path, ignored)
        .filter(text -> files.has(path))
        .flatMap(text -> YamlFile.read(files.source(path, text), text, ignored))
        .map(YamlJson::of)
        .orElse(MissingNode.getInstance());
  }

  private static SortedSet<String> names(JsonNode was, JsonNode is) {
    SortedSet<String> names = new TreeSet<>();
    was.fieldNames().forEachRemaining(names::add);
    is.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void thing(String called, JsonNode was, JsonNode is) {
    if (was.isMissingNode() || is.isMissingNode()) {
      lines.add(called + (is.isMissingNode() ? " is gone" : " is new"));
      return;
    }
    JsonNode kind = is.path("destination");
    for (RequestLines.Change change :
        RequestLines.ofJson(object(was)).differences(RequestLines.ofJson(object(is)))) {
      if (!change.path().startsWith("tests")) {
        lines.add(called + ": " + (isSecret(change.path(), kind) ? hidden(change) : change));
      }
    }
  }

  private static JsonNode object(JsonNode value) {
    return value.isContainerNode() ? value : JsonNodeFactory.instance.objectNode().set("is", value);
  }

  /** Keys of sources, and settings that the definition declares to be secrets. */
  private boolean isSecret(String path, JsonNode destination) {
    if (path.equals("key") || path.startsWith("key[")) {
      return true;
    }
    return path.startsWith("settings.")
        && after
            .definitions()
            .catalogue()
            .find(destination.asText(""))
            .map(found ->
                found.settings().stream()
                    .filter(
                        setting -> setting.type().equals("secret") || setting.of().equals("secret"))
                    .anyMatch(
                        setting -> path.matches("settings\\." + setting.name() + "([.\\[].*)?")))
            .orElse(true);
  }

  private static String hidden(RequestLines.Change change) {
    return change.path() + ": " + hidden(change.before()) + " -> " + hidden(change.after());
  }

  private static String hidden(@Nullable String value) {
    if (value == null) {
      return "absent";
    }
    return Secrets.REFERENCE.matcher(value.replace("\"", "")).matches() ? value : "(secret)";
  }
}
