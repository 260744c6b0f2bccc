package io.tagyard.stories;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Workspaces of every region with a destination of every class of the consent vectors; what is
 * meant for them reaches nobody. {@code trusting} is one of the EEA that trusts its pages.
 */
final class ConsentYard {
  static final JsonNode VECTORS = load();

  private ConsentYard() {}

  static void write(Path routes) throws IOException {
    for (String region : new String[] {"eea", "uk", "ch", "us", "other"}) {
      write(routes, region, "{ region: " + region + " }");
    }
    write(routes, "trusting", "{ region: eea, trust_browser_country: true }");
  }

  static String key(String workspace, String source) {
    return "story-" + workspace + "-" + source + "-0123456789";
  }

  /** The vectors' event with these changes, new and of now. */
  static ObjectNode event(String id, String time, JsonNode changes) {
    ObjectNode event = VECTORS.path("base_event").deepCopy();
    merge(event, changes);
    return event.put("id", id).put("time", time);
  }

  private static void merge(ObjectNode into, JsonNode changes) {
    for (Map.Entry<String, JsonNode> member : changes.properties()) {
      if (into.get(member.getKey()) instanceof ObjectNode deeper && member.getValue().isObject()) {
        merge(deeper, member.getValue());
      } else {
        into.set(member.getKey(), member.getValue());
      }
    }
  }

  private static void write(Path routes, String workspace, String consent) throws IOException {
    Path folder = Files.createDirectories(routes.resolve(workspace));
    StringBuilder connections = new StringBuilder();
    VECTORS
        .path("classes")
        .properties()
        .forEach(of -> {
          ObjectNode connection = of.getValue().path("connection").deepCopy();
          connection.put("endpoint", "http://127.0.0.1:9");
          connections.append("  ").append(of.getKey()).append(": ").append(connection).append('\n');
        });
    Files.writeString(
        folder.resolve("workspace.yaml"),
        """
        workspace: %s
        owner: stories@example.com
        consent: %s
        sources:
          backend: { kind: server, key: %s, channel: web }
          web: { kind: browser, key: %s, origins: ["https://shop.example.com"] }
        connections:
        %s\
        """
            .formatted(
                workspace, consent, key(workspace, "backend"), key(workspace, "web"), connections));
    route(folder, "advertising", "[ads_limited, ads, affiliate]", "");
    route(folder, "counting", "[analytics]", "consent: { hold: 24h }\n");
  }

  private static void route(Path folder, String name, String to, String more) throws IOException {
    Files.writeString(
        folder.resolve(name + ".yaml"),
        """
        route: %s
        description: Purchases of everybody
        owner: stories@example.com
        events: [purchase]
        to: %s
        %s\
        """
            .formatted(name, to, more));
  }

  private static JsonNode load() {
    try (InputStream in = ConsentYard.class.getResourceAsStream("/consent/vectors.json")) {
      return Json.mapper().readTree(in);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
