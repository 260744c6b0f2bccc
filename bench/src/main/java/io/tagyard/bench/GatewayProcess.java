package io.tagyard.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The gateway as operators run it, through the launcher, which hands over to java at the end. */
final class GatewayProcess implements AutoCloseable {
  static final String ADMIN = "bench-admin-key-1234567890";
  private static final Pattern LISTENS = Pattern.compile("listens on http://[^\\s:]+:(\\d+)");
  private static final Duration START = Duration.ofSeconds(60);

  private final Process process;
  private final Path log;
  private final int port;

  private GatewayProcess(Process process, Path log, int port) {
    this.process = process;
    this.log = log;
    this.port = port;
  }

  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /**
   * Starts on these folders and waits until it listens.
   *
   * @param jvm further options of the JVM, as TAGYARD_JVM
   */
  static GatewayProcess start(Path folder, String jvm, String... options) throws IOException {
    Path home = Path.of("").toAbsolutePath();
    List<String> command = new ArrayList<>(List.of(home.resolve("tagyard").toString(), "run"));
    command.addAll(List.of("--routes", folder.resolve("routes").toString()));
    command.addAll(List.of("--data", folder.resolve("data").toString()));
    command.addAll(List.of("--destinations", home.resolve("destinations").toString()));
    command.addAll(List.of("--port", "0", "--allow-network", "127.0.0.0/8"));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("TAGYARD_ADMIN_KEY", ADMIN);
    builder.environment().put("TAGYARD_JVM", jvm + " " + System.getProperty("jvm", ""));
    return start(builder, folder.resolve("gateway.log"));
  }

  /** Any server that says where it listens. */
  static GatewayProcess start(ProcessBuilder builder, Path log) throws IOException {
    Files.createDirectories(log.getParent());
    Files.deleteIfExists(log);
    Process process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    long deadline = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < deadline && process.isAlive()) {
      Matcher matcher = LISTENS.matcher(Files.readString(log));
      if (matcher.find()) {
        return new GatewayProcess(process, log, Integer.parseInt(matcher.group(1)));
      }
      pause(Duration.ofMillis(10));
    }
    process.destroyForcibly();
    throw new IOException("it did not start:\n" + Files.readString(log));
  }

  int port() {
    return port;
  }

  Proc proc() {
    return new Proc(process.pid());
  }

  String said() throws IOException {
    return Files.readString(log);
  }

  /** Asks as the admin; an operator's call with a body is a POST. */
  String ask(String path, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Authorization", "Bearer " + ADMIN)
            .header("Content-Type", "application/json");
    if (body != null) {
      request.POST(HttpRequest.BodyPublishers.ofString(body));
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        throw new IOException(path + " was answered " + answer.statusCode() + ": " + answer.body());
      }
      return answer.body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** Posts an event as a source; it must be taken. */
  void first(String event, String key) throws IOException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events"))
              .header("Authorization", "Bearer " + key)
              .header("Content-Type", "application/json")
              .POST(HttpRequest.BodyPublishers.ofString(event))
              .build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 202) {
        throw new IOException("the first event was answered " + answer.body());
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }
}
