package io.tagyard.route;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Workspaces for tests: real text, real definitions, no disk where none is needed. */
final class Folders {
  static final Path DESTINATIONS = Path.of("src/test/resources/route/destinations");
  static final Definitions DEFINITIONS = Definitions.read(DESTINATIONS);
  static final LocalDate TODAY = LocalDate.parse("2026-11-20");
  static final TestSecrets SECRETS =
      new TestSecrets(
          Map.of(
              "WEB_KEY",
              "web-key-0123456789",
              "BACKEND_KEY",
              "back-key-0123456789",
              "TOKEN",
              "t0ken"));

  static final String WORKSPACE =
      """
      workspace: acme
      owner: growth@acme.example
      consent: { region: eea }
      sources:
        web: { kind: browser, key: "${env.WEB_KEY}", origins: ["https://shop.acme.example"] }
        backend: { kind: server, key: "${env.BACKEND_KEY}", channel: web }
      connections:
        ads:
          destination: adplace
          settings: { account: "12345", token: "${env.TOKEN}" }
        pay:
          destination: partnerpay
          settings: { merchant: acme }
      """;

  static final String ROUTE =
      """
      route: purchases
      events: [purchase, refund]
      to: [ads, pay]
      """;

  /** Secrets that can be changed. */
  static final class TestSecrets implements Secrets {
    final Map<String, String> values = new ConcurrentHashMap<>();

    TestSecrets(Map<String, String> values) {
      this.values.putAll(values);
    }

    @Override
    public Optional<String> env(String name) {
      return Optional.ofNullable(values.get(name));
    }

    @Override
    public Optional<String> file(String name) {
      return Optional.empty();
    }
  }

  private Folders() {}

  /** The files of workspace acme: pairs of path and text. */
  static WorkspaceFiles files(String... pathsAndTexts) {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    for (int i = 0; i < pathsAndTexts.length; i += 2) {
      contents.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
    }
    return new WorkspaceFiles("acme", "routes/acme", contents);
  }

  static WorkspaceReader.Outcome read(WorkspaceFiles files) {
    return WorkspaceReader.read(files, DEFINITIONS, SECRETS, TODAY);
  }

  /** The standard workspace with this route. */
  static WorkspaceReader.Outcome readRoute(String route) {
    return read(files("workspace.yaml", WORKSPACE, "purchases.yaml", route));
  }

  static Workspace workspace(String... pathsAndTexts) {
    WorkspaceReader.Outcome outcome = read(files(pathsAndTexts));
    return outcome.workspace().orElseThrow(() -> new AssertionError(headlines(outcome.problems())));
  }

  static List<String> headlines(List<Problem> problems) {
    return problems.stream().map(Problem::headline).toList();
  }

  static void write(Path folder, String... pathsAndTexts) {
    try {
      for (int i = 0; i < pathsAndTexts.length; i += 2) {
        Path file = folder.resolve(pathsAndTexts[i]);
        Files.createDirectories(file.getParent());
        Files.writeString(file, pathsAndTexts[i + 1]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
