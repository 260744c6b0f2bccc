package io.tagyard.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tagyard.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;

/**
 * The platforms of the demo workspace, played on a loopback port of its own: takes every request,
 * answers as the platform would, and shows what came. Keeps the newest requests in memory only.
 *
 * <p>The JDK's own server: nothing of the gateway's doors can leak into it, and it costs nothing
 * when there is no demo.
 */
public final class Sandbox implements AutoCloseable {
  /** Where the requests are listed. */
  public static final String LIST = "/requests";

  private static final int REQUESTS_MAX = 100;
  private static final int BODY_MAX = 1 << 20;

  private final HttpServer server;
  private final Deque<ObjectNode> requests = new ArrayDeque<>();

  /** Starts on any free port and writes it to this file, for {@code tagyard sandbox}. */
  public Sandbox(Path portFile) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", this::take);
      server.createContext(LIST, this::list);
      server.start();
      Files.writeString(portFile, Integer.toString(port()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The port it listens on, on the loopback address. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void take(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(BODY_MAX);
    ObjectNode request = JsonNodeFactory.instance.objectNode();
    request
        .put("method", exchange.getRequestMethod())
        .put("url", exchange.getRequestURI().toString());
    ObjectNode headers = request.putObject("headers");
    exchange
        .getRequestHeaders()
        .forEach((name, values) ->
            headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
    if (body.length > 0) {
      request.set("body", readable(body));
    }
    synchronized (requests) {
      requests.addLast(request);
      while (requests.size() > REQUESTS_MAX) {
        requests.removeFirst();
      }
    }
    answer(exchange, reply(exchange.getRequestURI().getPath(), request.path("body")));
  }

  /**
   * What the platform would say: Meta counts the events it received, the others are content with
   * 200.
   */
  private static JsonNode reply(String path, JsonNode body) {
    ObjectNode reply = JsonNodeFactory.instance.objectNode();
    return path.endsWith("/events")
        ? reply.put("events_received", body.path("data").size()).put("fbtrace_id", "sandbox")
        : reply.put("status", "ok");
  }

  private void list(HttpExchange exchange) throws IOException {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    List<ObjectNode> newest;
    synchronized (requests) {
      newest = new ArrayList<>(requests);
    }
    newest.forEach(all::add);
    answer(exchange, all);
  }

  private static JsonNode readable(byte[] body) {
    try {
      return Json.read(body);
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.textNode(new String(body, StandardCharsets.UTF_8));
    }
  }

  private static void answer(HttpExchange exchange, JsonNode body) throws IOException {
    byte[] bytes = Json.write(body);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    try (exchange) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
