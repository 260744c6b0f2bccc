package io.tagyard.stories;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Real servers of others, in processes and with class paths of their own: the libraries that {@code
 * src/test/servers/pom.xml} puts into {@code target/servers/<name>}.
 */
final class OtherServer {
  private static final Path LIBRARIES = Path.of("target", "servers");
  private static final int ENDS_WITHIN_SECONDS = 60;

  private OtherServer() {}

  static boolean installed(String name) {
    return Files.isDirectory(LIBRARIES.resolve(name));
  }

  /** Starts a main class of this server; what it says goes to the log. */
  static Process start(String name, Path log, String main, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", LIBRARIES.resolve(name).toAbsolutePath() + "/*", main));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  static boolean ended(Process process) {
    try {
      return process.waitFor(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  static void stop(Process process) {
    process.destroy();
    if (!ended(process)) {
      process.destroyForcibly();
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
