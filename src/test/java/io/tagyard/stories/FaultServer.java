package io.tagyard.stories;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Many platforms on one port, each behind its own path and following its own script. */
final class FaultServer implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, List<Received>> received = new ConcurrentHashMap<>();
  private final Map<String, Function<Received, Reply>> scripts = new ConcurrentHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** A request as it came. */
  record Received(
      String method,
      String path,
      String query,
      Map<String, List<String>> headers,
      String body,
      long atNanos) {
    /** The first value of this header, or an empty text. */
    String header(String name) {
      List<String> values = headers.getOrDefault(name, List.of());
      return values.isEmpty() ? "" : values.getFirst();
    }
  }

  /** What to answer. */
  sealed interface Reply {
    /** An HTTP answer. */
    record Status(int status, String body, Map<String, String> headers) implements Reply {}

    /** Nothing, ever. */
    record Hang() implements Reply {}

    /** The connection is cut. */
    record Cut() implements Reply {}

    static Reply status(int status) {
      return new Status(status, "{}", Map.of());
    }

    static Reply status(int status, String body) {
      return new Status(status, body, Map.of());
    }
  }

  FaultServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  /** The address of the platform of this name. */
  String url(String platform) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + platform;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** From now on the platform answers so; without a script it answers 200. */
  void script(String platform, Function<Received, Reply> script) {
    scripts.put(platform, script);
  }

  /** What the platform got, in order. */
  List<Received> received(String platform) {
    return List.copyOf(received.getOrDefault(platform, List.of()));
  }

  private void serve(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String platform = path.split("/")[1];
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String query = exchange.getRequestURI().getRawQuery();
    Received request =
        new Received(
            exchange.getRequestMethod(),
            path,
            query == null ? "" : query,
            Map.copyOf(exchange.getRequestHeaders()),
            body,
            System.nanoTime());
    received
        .computeIfAbsent(platform, key -> Collections.synchronizedList(new ArrayList<>()))
        .add(request);
    switch (scripts.getOrDefault(platform, ignored -> Reply.status(200)).apply(request)) {
      case Reply.Status answer -> answer(exchange, answer);
      case Reply.Hang ignored -> hang(exchange);
      case Reply.Cut ignored -> exchange.close();
    }
  }

  private static void answer(HttpExchange exchange, Reply.Status answer) throws IOException {
    byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    try (exchange) {
      exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private void hang(HttpExchange exchange) {
    try (exchange) {
      closed.await(10, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
  }
}
