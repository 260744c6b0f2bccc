package io.tagyard.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The stub, running: its ports and its commands. */
final class StubProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader answers;
  private final PrintStream commands;
  private final List<Integer> ports;

  /** What one port saw. Latencies in microseconds from when an event was due at the gateway. */
  record Seen(long requests, long events, long p50, long p99, long p999, long max) {}

  StubProcess(int doors) throws IOException {
    process =
        new ProcessBuilder(
                GatewayProcess.java(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Stub.class.getName(),
                Integer.toString(doors))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    commands = new PrintStream(process.getOutputStream(), true, StandardCharsets.US_ASCII);
    ports = Arrays.stream(answers.readLine().split(" ")).map(Integer::valueOf).toList();
  }

  int port(int door) {
    return ports.get(door);
  }

  void be(int door, String mode) {
    ask(door + " " + mode);
  }

  void reset() {
    ask("reset");
  }

  List<Seen> report() {
    List<Seen> seen = new ArrayList<>();
    for (String door : ask("report").split(";")) {
      long[] n = Arrays.stream(door.split(" ")).mapToLong(Long::parseLong).toArray();
      seen.add(new Seen(n[0], n[1], n[2], n[3], n[4], n[5]));
    }
    return seen;
  }

  long pid() {
    return process.pid();
  }

  private String ask(String command) {
    commands.println(command);
    try {
      return answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
