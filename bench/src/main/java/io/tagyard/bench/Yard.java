package io.tagyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folders of one gateway under load: written by hand, thrown away afterwards. */
final class Yard implements AutoCloseable {
  static final String KEY = "bench-backend-key-not-secret-0001";
  static final String WORKSPACE = "bench";
  private static final String ONE_IN_NAMES =
      "view_item, search, add_to_cart, view_cart, begin_checkout, refund, sign_up, login, contact";

  private static final Path BELOW = Path.of("bench", "target", "yards");

  private final Path folder;
  private final boolean kept;
  private final StringBuilder connections = new StringBuilder();
  private final StringBuilder targets = new StringBuilder();

  Yard() throws IOException {
    this(Files.createTempDirectory(Files.createDirectories(BELOW).toAbsolutePath(), "yard"), false);
  }

  private Yard(Path folder, boolean kept) throws IOException {
    this.folder = folder;
    this.kept = kept;
    Files.createDirectories(routes());
  }

  /** A folder that stays, with its data, for another run. */
  static Yard kept(String name) throws IOException {
    return new Yard(BELOW.resolve(name).toAbsolutePath(), true);
  }

  /** Holds routes/ and data/. */
  Path folder() {
    return folder;
  }

  private Path routes() {
    return folder.resolve("routes").resolve(WORKSPACE);
  }

  /** A batched connection to a port: 100 events in a request, or what there is after 500 ms. */
  Yard batched(String name, int port) {
    connections.append(
        """
          %s:
            destination: meta-conversions
            settings: { pixel_id: "1234567890123456", access_token: bench-token }
            endpoint: "http://127.0.0.1:%d"
            delivery: { batch: 100, flush: 500ms }
        """
            .formatted(name, port));
    return to(name);
  }

  /** An unbatched connection: one GET for each event. */
  Yard postback(String name, int port) {
    connections.append(
        """
          %s:
            destination: postback
            settings:
              url: "http://127.0.0.1:%d/pb?cid=${click_ids.irclickid!}&id=${id}&amt=${order.value | decimal(2)}"
        """
            .formatted(name, port));
    return to(name);
  }

  private Yard to(String name) {
    targets.append("  - ").append(name).append('\n');
    return this;
  }

  /** Writes the workspace, with one route for purchases to every connection. */
  Yard write() throws IOException {
    Files.writeString(
        routes().resolve("workspace.yaml"),
        """
        workspace: %s
        owner: bench@example.com
        consent: { region: us }
        sources:
          backend: { kind: server, key: %s, channel: web }
        connections:
        %s\
        """
            .formatted(WORKSPACE, KEY, connections));
    Files.writeString(
        routes().resolve("purchases.yaml"),
        "route: purchases\nevents: [purchase]\nto:\n" + targets);
    return this;
  }

  /** More routes, none of which matches a purchase of the bench: about other events. */
  Yard otherRoutes(int count) throws IOException {
    List<String> names = List.of(ONE_IN_NAMES.split(", "));
    for (int i = 0; i < count; i++) {
      route("other-" + i, names.get(i % names.size()), "");
    }
    return this;
  }

  /** More routes about purchases, with a condition that is false. */
  Yard falseRoutes(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      route("false-" + i, "purchase", "when: order.value > " + (1_000 + i) + "\n");
    }
    return this;
  }

  private void route(String name, String event, String when) throws IOException {
    String first = targets.substring(0, targets.indexOf("\n") + 1);
    Files.writeString(
        routes().resolve(name + ".yaml"),
        "route: " + name + "\nevents: [" + event + "]\n" + when + "to:\n" + first);
  }

  @Override
  public void close() throws IOException {
    if (kept) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
