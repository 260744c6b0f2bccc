package io.tagyard.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/** A gateway for stories that are about its doors only, with raw connections to it. */
final class DoorGateway implements AutoCloseable {
  static final String SHOP = "https://shop.example.com";
  static final String EVENT = "{\"name\":\"page_view\"}";

  final GatewayFixture gateway;

  DoorGateway(Path folder, Map<String, String> environment) throws IOException {
    StoryYard yard = new StoryYard(folder.resolve("routes"), "acme");
    yard.webhook("hook", "http://127.0.0.1:9/hook", "{ flush: 20ms }");
    yard.write();
    gateway = GatewayFixture.start(folder.resolve("routes"), folder.resolve("data"), environment);
  }

  /** The first answer to these characters, each one byte, on a connection of their own. */
  String raw(String request) {
    try (RawClient client = new RawClient(gateway)) {
      return client.send(request).answer();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The head of a POST to the events door, without its last empty line. */
  static String post(String... headers) {
    return "POST /v1/events HTTP/1.1\r\nHost: t\r\nAuthorization: Bearer "
        + StoryYard.KEY
        + "\r\nContent-Type: application/json\r\n"
        + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n");
  }

  /** How many events were taken so far, of every kind. */
  double taken() {
    return gateway
        .send(gateway.request("/prometheus", "").GET())
        .text()
        .lines()
        .filter(line -> line.startsWith("tagyard_events_total{"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() throws InterruptedException {
    gateway.close();
  }
}
