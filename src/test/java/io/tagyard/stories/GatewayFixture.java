package io.tagyard.stories;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A gateway as a child process, as operators run it: it can be stopped, killed and started again on
 * the same data.
 */
final class GatewayFixture implements AutoCloseable {
  static final String ADMIN = "story-admin-key-1234567890";

  private static final Duration START = Duration.ofSeconds(40);
  private static final Pattern LISTENS = Pattern.compile("listens on http://[^\\s:]+:(\\d+)");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  private final Path routes;
  private final Path data;
  private final List<String> options;
  private final Map<String, String> environment;
  private final Path log;
  private Process process;
  private int port;

  private GatewayFixture(
      Path routes, Path data, Map<String, String> environment, List<String> options)
      throws IOException {
    this.routes = routes;
    this.data = data;
    this.options = options;
    this.environment = environment;
    this.log = data.resolveSibling(data.getFileName() + ".log");
    start();
  }

  /** Starts on these folders; loopback is opened for outbound requests. */
  static GatewayFixture start(Path routes, Path data, String... options) throws IOException {
    return new GatewayFixture(routes, data, Map.of(), List.of(options));
  }

  /** Starts with these settings in the environment ({@code TAGYARD_...}). */
  static GatewayFixture start(Path routes, Path data, Map<String, String> environment)
      throws IOException {
    return new GatewayFixture(routes, data, environment, List.of());
  }

  /** An answer. */
  record Reply(int status, String text, Map<String, List<String>> headers) {
    JsonNode json() {
      try {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }
  }

  /** Starts again after {@link #kill} or {@link #stop}, on the same data. */
  void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-Xmx320m",
            "-XX:+UseSerialGC"));
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "io.tagyard.Gateway", "run"));
    command.addAll(
        List.of("--routes", routes.toString(), "--data", data.toString(), "--port", "0"));
    command.addAll(List.of("--destinations", Path.of("destinations").toAbsolutePath().toString()));
    command.addAll(List.of("--allow-network", "127.0.0.0/8"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("TAGYARD_ADMIN_KEY", ADMIN);
    builder.environment().putAll(environment);
    int before = said().length();
    process = builder.start();
    Await.until(
        "the gateway says where it listens\n",
        START,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(
                "the gateway ended with " + process.exitValue() + ":\n" + said());
          }
          return listening(before).isPresent();
        });
    port = listening(before).orElseThrow();
  }

  private Optional<Integer> listening(int from) {
    Matcher matcher = LISTENS.matcher(said().substring(from));
    return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
  }

  /** Everything the process has said so far, over all starts. */
  String said() {
    try {
      return Files.exists(log) ? Files.readString(log) : "";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Path data() {
    return data;
  }

  int port() {
    return port;
  }

  /** Posts a body as a source. */
  Reply post(String path, String key, String body) {
    return send(
        request(path, key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Asks as the admin. */
  Reply get(String path) {
    return send(request(path, ADMIN).GET());
  }

  /** Acts as the admin. */
  Reply act(String path, String body) {
    return post(path, ADMIN, body);
  }

  HttpRequest.Builder request(String path, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20));
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  Reply send(HttpRequest.Builder request) {
    try {
      return sendOrFail(request.build());
    } catch (IOException e) {
      throw new AssertionError("no answer; the gateway said:\n" + said(), e);
    }
  }

  /** Sends; a broken connection is the caller's to judge. */
  static Reply sendOrFail(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.body(), answer.headers().map());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** The power goes. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** A clean stop; the exit code. */
  int stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the gateway did not stop; it said:\n" + said());
    }
    return process.exitValue();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
