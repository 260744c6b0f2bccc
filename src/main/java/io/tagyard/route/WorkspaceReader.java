package io.tagyard.route;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.diagnostic.YamlFile;
import io.tagyard.event.Json;
import io.tagyard.route.Workspace.Removal;
import io.tagyard.schema.EventSchemas;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Reads one workspace whole (docs/workspaces.md and docs/routes.md): a workspace, or everything
 * that is wrong with it.
 */
public final class WorkspaceReader {
  private static final String FILE = "workspace.yaml";
  private static final String SCHEMA = ".schema.json";

  private final Scope scope;
  private final Problems problems;

  private WorkspaceReader(Scope scope) {
    this.scope = scope;
    this.problems = scope.problems();
  }

  /**
   * What reading gave.
   *
   * @param workspace empty when there is an error
   * @param problems all of them, warnings too, sorted by place
   */
  public record Outcome(Optional<Workspace> workspace, List<Problem> problems) {}

  /**
   * Reads a workspace.
   *
   * @param today for versions of platforms that have ended
   */
  public static Outcome read(
      WorkspaceFiles files, Definitions definitions, Secrets secrets, LocalDate today) {
    Problems problems = new Problems();
    Scope scope = new Scope(files, definitions, secrets, today, problems);
    Optional<Workspace> workspace = new WorkspaceReader(scope).read();
    return new Outcome(workspace.filter(read -> !problems.hasErrors()), problems.sorted());
  }

  private Optional<Workspace> read() {
    EventSchemas schemas = schemas();
    refuseStrays();
    if (!scope.files().has(FILE)) {
      problems.error(
          "workspace-missing",
          Place.start(scope.files().source(FILE, "")),
          "the folder of workspace " + scope.workspace() + " has no workspace.yaml");
      return Optional.empty();
    }
    Optional<Reading> form = yaml(FILE).flatMap(node -> WorkspaceForm.FILE.read(node, problems));
    return form.map(reading -> workspace(reading, schemas));
  }

  private Workspace workspace(Reading reading, EventSchemas schemas) {
    checkName(reading);
    Map<String, Place> keyPlaces = new HashMap<>();
    Map<String, Placed<Reading>> declaredSources = reading.get(WorkspaceForm.SOURCES, Map.of());
    Map<String, Placed<Reading>> declared = reading.get(WorkspaceForm.CONNECTIONS, Map.of());
    List<Source> sources = new SourceReader(scope, keyPlaces).read(declaredSources);
    Map<String, Connection> connections = new ConnectionReader(scope).read(declared);
    RouteReader reader =
        new RouteReader(scope, declaredSources.keySet(), declared.keySet(), connections);
    List<Route> routes = routes(reader);
    Map<String, Place> connectionPlaces = new LinkedHashMap<>();
    declared.forEach((name, connection) -> connectionPlaces.put(name, connection.place()));
    Suspicions suspicions = new Suspicions(problems);
    suspicions.look(routes);
    if (routes.size() == scope.files().routeFiles().size()) {
      suspicions.unused(connectionPlaces, reader.mentioned());
    }
    Optional<Reading> consent = reading.get(WorkspaceForm.CONSENT_DEFAULTS);
    return new Workspace(
        scope.workspace(),
        reading.get(WorkspaceForm.OWNER),
        consent.flatMap(defaults -> defaults.get(WorkspaceForm.REGION)).orElse("other"),
        consent
            .flatMap(defaults -> defaults.get(WorkspaceForm.TRUST_BROWSER_COUNTRY))
            .orElse(false),
        sources,
        List.copyOf(connections.values()),
        routes,
        schemas,
        revision(connections.values()),
        removed(reading, declared),
        Map.copyOf(keyPlaces));
  }

  private void checkName(Reading reading) {
    Optional<String> name = reading.get(WorkspaceForm.WORKSPACE);
    if (name.isPresent() && !name.get().equals(scope.workspace())) {
      problems.error(
          "workspace-name",
          reading.place(WorkspaceForm.WORKSPACE),
          "\""
              + name.get()
              + "\" stands in the folder \""
              + scope.workspace()
              + "\" (expected: the folder's name)");
    }
  }

  private List<Route> routes(RouteReader reader) {
    List<Route> routes = new ArrayList<>();
    Map<String, Place> names = new HashMap<>();
    for (String path : scope.files().routeFiles()) {
      Optional<Route> route = yaml(path).flatMap(reader::read);
      route.ifPresent(read -> {
        routes.add(read);
        Place first = names.putIfAbsent(read.name(), read.place());
        if (first != null) {
          problems.error(
              "route-twice",
              read.place(),
              "the route \"" + read.name() + "\" stands already at " + first);
        }
      });
    }
    return List.copyOf(routes);
  }

  private Map<String, Removal> removed(Reading reading, Map<String, Placed<Reading>> declared) {
    Map<String, Removal> removed = new TreeMap<>();
    reading
        .get(WorkspaceForm.REMOVED, Map.of())
        .forEach((name, word) -> {
          removed.put(name, Removal.of(word.value()));
          Placed<Reading> still = declared.get(name);
          if (still != null) {
            problems.error(
                "removed-still-there",
                word.place(),
                "the connection \"" + name + "\" is declared at " + still.place());
          }
        });
    return removed;
  }

  /** The catalogue's schemas, tightened by {@code schemas/<name>.schema.json}. */
  private EventSchemas schemas() {
    Map<String, JsonNode> documents = new TreeMap<>();
    for (String path : scope.files().below("schemas", ".json")) {
      String name = path.substring(path.indexOf('/') + 1).replace(SCHEMA, "");
      byte[] bytes = scope.files().bytes(path);
      List<String> wrong = new ArrayList<>(EventSchemas.problems(name, bytes));
      if (!path.endsWith(SCHEMA)) {
        wrong.add("the file is not called <event>" + SCHEMA);
      }
      String text = new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
      Place start = Place.start(scope.files().source(path, text));
      wrong.forEach(sentence -> problems.error("schema-invalid", start, sentence));
      if (wrong.isEmpty()) {
        documents.put(name, json(bytes));
      }
    }
    return documents.isEmpty() ? EventSchemas.builtIn() : EventSchemas.builtIn().with(documents);
  }

  private static JsonNode json(byte[] text) {
    try {
      return Json.read(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema without problems must be readable", e);
    }
  }

  private void refuseStrays() {
    for (String path : scope.files().contents().keySet()) {
      if (path.endsWith(".yml")) {
        problems.warning(
            "file-not-read",
            Place.start(scope.files().source(path, "")),
            "only files that end in .yaml are read");
      }
    }
  }

  private Optional<io.tagyard.diagnostic.YamlNode> yaml(String path) {
    return scope
        .files()
        .text(path, problems)
        .flatMap(text -> {
          SourceText source = scope.files().source(path, text);
          return YamlFile.read(source, text, problems);
        });
  }

  private String revision(Iterable<Connection> connections) {
    MessageDigest digest = Hashes.sha256();
    Hashes.add(digest, scope.files().digest());
    for (Connection connection : connections) {
      String kind = connection.destination().definition().name();
      Hashes.add(digest, scope.definitions().fingerprint(kind));
    }
    return Hashes.hex(digest.digest()).substring(0, 7);
  }
}
