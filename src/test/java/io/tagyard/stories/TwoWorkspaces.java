package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.stories.GatewayFixture.Reply;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;

/**
 * A gateway with the workspaces acme and zeta, each with a webhook {@code hook} on the same fault
 * server, and keys of every kind.
 */
final class TwoWorkspaces implements AutoCloseable {
  static final String ZETA_KEY = "zeta-backend-key-0123456789";
  static final String ZETA_PIXEL_KEY = "zeta-pixel-key-0123456789";

  final FaultServer platforms = new FaultServer();
  final GatewayFixture gateway;

  TwoWorkspaces(Path folder, Map<String, String> environment) throws IOException {
    Path routes = folder.resolve("routes");
    for (String name : new String[] {"acme", "zeta"}) {
      StoryYard yard = new StoryYard(routes, name);
      yard.webhook("hook", platforms.url(name), "{ flush: 20ms }");
      yard.write();
    }
    StoryYardEdit zeta = new StoryYardEdit(routes.resolve("zeta/workspace.yaml"));
    zeta.replace(StoryYard.KEY, ZETA_KEY);
    zeta.replace(StoryYard.PIXEL_KEY, ZETA_PIXEL_KEY);
    gateway = GatewayFixture.start(routes, folder.resolve("data"), environment);
  }

  /** A new key, made by the admin. */
  String key(String json) {
    Reply made = gateway.act("/v1/keys", json);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.json().path("key").asText();
  }

  Reply get(String path, String key) {
    return gateway.send(gateway.request(path, key).GET());
  }

  Reply delete(String path, String key) {
    return gateway.send(gateway.request(path, key).DELETE());
  }

  Reply put(String path, String key, String body) {
    return gateway.send(gateway.request(path, key).PUT(BodyPublishers.ofString(body)));
  }

  void send(String sourceKey, String id) {
    Reply taken = gateway.post("/v1/events", sourceKey, StoryYard.purchase(id));
    assertThat(taken.status()).as(taken.text()).isEqualTo(202);
  }

  /** Waits until the connection of this workspace has so many legs of this fate. */
  void await(String workspace, String fate, long count) {
    Await.until(
        workspace + " has " + count + " " + fate,
        java.time.Duration.ofSeconds(30),
        () -> {
          JsonNode lines = gateway.get("/v1/balance?workspace=" + workspace).json();
          return lines.path("connections").path(0).path(fate).asLong() == count;
        });
  }

  @Override
  public void close() throws InterruptedException {
    gateway.close();
    platforms.close();
  }
}
