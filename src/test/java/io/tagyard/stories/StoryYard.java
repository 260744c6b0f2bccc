package io.tagyard.stories;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Writes workspaces for stories. */
public final class StoryYard {
  public static final String KEY = "story-backend-key-0123456789";
  public static final String PIXEL_KEY = "story-pixel-key-0123456789";
  public static final String SECRET = "whsec_c3RvcnktaG9vay1zZWNyZXQtb2YtMzItYnl0ZXMtISE=";

  private final Path workspace;
  private final StringBuilder connections = new StringBuilder();
  private final StringBuilder targets = new StringBuilder();
  private String routeExtras = "";

  /** A workspace of this name under a folder of workspaces. */
  public StoryYard(Path routes, String name) throws IOException {
    workspace = Files.createDirectories(routes.resolve(name));
  }

  /** A signed webhook to this platform of the fault server, and a target in the only route. */
  public StoryYard webhook(String connection, String url, String delivery) {
    return connection(
        connection,
        "{ destination: webhook, settings: { url: \"%s\", secrets: [%s] }, delivery: %s }"
            .formatted(url, SECRET, delivery));
  }

  /** Any connection, as the YAML after its name, and a target in the only route. */
  public StoryYard connection(String name, String yaml) {
    connections.append("  ").append(name).append(": ").append(yaml).append('\n');
    targets.append("  - ").append(name).append('\n');
    return this;
  }

  /** Further members of the route. */
  public StoryYard route(String yaml) {
    routeExtras = yaml;
    return this;
  }

  /** Writes the files. */
  public void write() throws IOException {
    Files.writeString(
        workspace.resolve("workspace.yaml"),
        """
        workspace: %s
        owner: stories@example.com
        consent: { region: eea }
        sources:
          backend: { kind: server, key: %s, channel: web }
          web: { kind: browser, key: %s, origins: ["https://shop.example.com"] }
        connections:
        %s\
        """
            .formatted(workspace.getFileName(), KEY, PIXEL_KEY, connections));
    Files.writeString(
        workspace.resolve("all.yaml"),
        """
        route: all
        description: Everything to everybody
        owner: stories@example.com
        events: [purchase, refund, page_view, generate_lead]
        to:
        %s%s
        """
            .formatted(targets, routeExtras));
  }

  /** A purchase with consent to everything. */
  public static String purchase(String id) {
    return """
    {"id":"%s","name":"purchase","time":"2026-11-20T10:00:00Z",
     "user":{"id":"customer-7","email":"jane.doe@example.com","phone":"+1 650 555 1212","first_name":"Jane","last_name":"Doeson"},
     "device":{"ip":"203.0.113.77","user_agent":"StoryBrowser/9.1 (secret build)"},
     "order":{"id":"ORD-%s","value":"49.90","currency":"EUR"},
     "consent":{"country":"DE","purposes":{"measurement":"granted","ad_user_data":"granted","affiliate_attribution":"granted"}}}\
    """
        .formatted(id, id);
  }

  /** The same, of now: for platforms that take no event that is older than some days. */
  public static String purchaseOfNow(String id) {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    return purchase(id).replace("2026-11-20T10:00:00Z", now);
  }
}
