package io.tagyard.stories;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.tagyard.event.Json;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A page of another origin, in a real browser. */
@EnabledIf(
    value = "io.tagyard.stories.Chromium#installed",
    disabledReason = "apt-get install chromium installs a browser")
class BrowserStoryTest {
  private static final String PAGE =
      """
      <!doctype html><meta charset="utf-8"><script>
      const door = "GATEWAY/v1/events", key = "?k=KEY", said = {};
      const event = id => JSON.stringify({id, name: "page_view"});
      async function told(name, url, options) {
        try { const answer = await fetch(url, options); said[name] = answer.status + " " + (await answer.text()).length; }
        catch (e) { said[name] = "blocked: " + e.message; }
      }
      (async () => {
        navigator.sendBeacon(door + key, new Blob([event("beacon-json")], {type: "application/json"}));
        navigator.sendBeacon(door + key, event("beacon-text"));
        navigator.sendBeacon(door, new URLSearchParams({k: "KEY", id: "beacon-form", name: "page_view"}));
        navigator.sendBeacon(door + key, new Blob([event("beacon-plain")], {type: "text/plain"}));
        const json = {"Content-Type": "application/json", "Authorization": "Bearer KEY", "baggage": "a=b", "sentry-trace": "1"};
        await told("202", door, {method: "POST", headers: json, body: event("fetch"), credentials: "include"});
        await told("400", door + key, {method: "POST", body: "{", credentials: "include"});
        await told("401", door, {method: "POST", headers: {...json, Authorization: "Bearer nobody"}, body: "{}"});
        await told("404", "GATEWAY/v1/misspelt", {method: "POST", headers: json, body: "{}"});
        await told("413", door, {method: "POST", headers: json, body: "[" + " ".repeat(5000000) + "]"});
        await told("415", door + key, {method: "POST", headers: {...json, "Content-Type": "text/xml"}, body: "<a/>"});
        await told("422", door + key, {method: "POST", headers: json, body: '{"name":"nothing"}'});
        await told("431", door + key, {method: "POST", headers: {...json, "X-Long": "a".repeat(20000)}, body: "{}"});
        await told("keepalive", door + key, {method: "POST", body: event("keepalive"), keepalive: true});
        fetch("/done", {method: "POST", body: JSON.stringify(said)});
      })();
      </script>\
      """;

  @TempDir Path folder;

  @Test
  void beaconsOfEveryKindArriveAndEveryAnswerCanBeRead() throws Exception {
    HttpServer shop =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String origin = "http://localhost:" + shop.getAddress().getPort();
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", "http://127.0.0.1:9/hook", "{ flush: 20ms }").write();
    new StoryYardEdit(folder.resolve("routes/acme/workspace.yaml"))
        .replace(DoorGateway.SHOP, origin);
    try (GatewayFixture gateway =
        GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"), Map.of())) {
      JsonNode said = visit(shop, "http://127.0.0.1:" + gateway.port());
      for (String status : List.of("202", "400", "401", "404", "413", "415", "422", "431")) {
        assertThat(said.path(status).asText()).as(said.toString()).startsWith(status + " ");
      }
      for (String id :
          List.of(
              "beacon-json", "beacon-text", "beacon-form", "beacon-plain", "fetch", "keepalive")) {
        Await.until(
            id + " is kept",
            Duration.ofSeconds(30),
            () -> gateway.get("/v1/events/" + id).status() == 200);
      }
    } finally {
      shop.stop(0);
    }
  }

  private JsonNode visit(HttpServer shop, String gateway) throws Exception {
    CompletableFuture<byte[]> done = new CompletableFuture<>();
    byte[] page =
        PAGE.replace("GATEWAY", gateway)
            .replace("KEY", StoryYard.PIXEL_KEY)
            .getBytes(StandardCharsets.UTF_8);
    shop.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    shop.createContext(
        "/done",
        exchange -> {
          done.complete(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    shop.start();
    Process browser =
        Chromium.open(
            folder.resolve("profile"), "http://localhost:" + shop.getAddress().getPort() + "/");
    try {
      return Json.read(done.get(60, TimeUnit.SECONDS));
    } finally {
      Chromium.close(browser);
    }
  }
}
