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
 * A gateway as a child process, as operators run it: it can be stopped, killed, frozen and started
 * again on the same data.
 */
public final class GatewayFixture implements AutoCloseable {
  public static final String ADMIN = "story-admin-key-1234567890";

  private static final Duration START = Duration.ofSeconds(40);
  private static final Pattern LISTENS = Pattern.compile("listens on http://[^\\s:]+:(\\d+)");
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Path routes;
  private final Path data;
  private final List<String> options;
  private final Map<String, String> environment;
  private final Path log;
  private Process process;
  private volatile int port;
  private long saidBefore;

  private GatewayFixture(
      Path routes, Path data, Map<String, String> environment, List<String> options)
      throws IOException {
    this.routes = routes;
    this.data = data;
    this.options = options;
    this.environment = environment;
    this.log = data.resolveSibling(data.getFileName() + ".log");
    launch();
    awaitListening();
  }

  /** Starts on these folders; loopback is opened for outbound requests. */
  public static GatewayFixture start(Path routes, Path data, String... options) throws IOException {
    return new GatewayFixture(routes, data, Map.of(), List.of(options));
  }

  /** Starts with these settings in the environment ({@code TAGYARD_...}). */
  public static GatewayFixture start(Path routes, Path data, Map<String, String> environment)
      throws IOException {
    return new GatewayFixture(routes, data, environment, List.of());
  }

  /** An answer. */
  public record Reply(int status, String text, Map<String, List<String>> headers) {
    public JsonNode json() {
      try {
        return Json.read(text.getBytes(StandardCharsets.UTF_8));
      } catch (JsonProcessingException e) {
        throw new AssertionError("not JSON: " + text, e);
      }
    }
  }

  /** Starts again after {@link #kill} or {@link #stop}, on the same data, and waits for it. */
  public void start() throws IOException {
    launch();
    awaitListening();
  }

  /** Starts the process and does not wait for it. */
  public void launch() throws IOException {
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
    saidBefore = Files.exists(log) ? Files.size(log) : 0;
    process = builder.start();
  }

  /** Waits until the process that was launched listens. */
  public void awaitListening() {
    Await.until(
        "the gateway says where it listens\n",
        START,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError(
                "the gateway ended with " + process.exitValue() + ":\n" + said());
          }
          return listening().isPresent();
        });
    port = listening().orElseThrow();
  }

  private Optional<Integer> listening() {
    Matcher matcher = LISTENS.matcher(said(saidBefore));
    return matcher.find() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
  }

  /** Everything the process has said so far, over all starts. */
  public String said() {
    return said(0);
  }

  private String said(long from) {
    try (var file = Files.newInputStream(log)) {
      file.skipNBytes(from);
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Runs a command as people do; what it said, standard error included. */
  public static Said command(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.tagyard.Gateway"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("TAGYARD_ADMIN_KEY", ADMIN);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), said);
  }

  /** How a command ended and what it said. */
  public record Said(int exit, String text) {}

  public Path data() {
    return data;
  }

  public int port() {
    return port;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Posts a body as a source. */
  public Reply post(String path, String key, String body) {
    return send(
        request(path, key)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** Asks as the admin. */
  public Reply get(String path) {
    return send(request(path, ADMIN).GET());
  }

  /** Acts as the admin. */
  public Reply act(String path, String body) {
    return post(path, ADMIN, body);
  }

  public HttpRequest.Builder request(String path, String key) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(20));
    return key.isEmpty() ? request : request.header("Authorization", "Bearer " + key);
  }

  public Reply send(HttpRequest.Builder request) {
    try {
      return sendOrFail(request.build());
    } catch (IOException e) {
      throw new AssertionError("no answer; the gateway said:\n" + said(), e);
    }
  }

  /** Sends; a broken connection is the caller's to judge. */
  public static Reply sendOrFail(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
      return new Reply(answer.statusCode(), answer.body(), answer.headers().map());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  /** kill -9. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** A clean stop; the exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    return awaitEnd();
  }

  /** The exit code of a process that ends by itself. */
  public int awaitEnd() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("the gateway did not stop; it said:\n" + said());
    }
    return process.exitValue();
  }

  /** SIGSTOP, SIGCONT and others, by name. */
  public void signal(String name) throws IOException, InterruptedException {
    int exit =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (exit != 0) {
      throw new AssertionError("kill -" + name + " ended with " + exit);
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
