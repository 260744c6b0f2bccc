package io.tagyard;

import io.tagyard.operator.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The sandbox, started when the demo workspace first asks where it is. */
final class DemoSandbox implements AutoCloseable {
  private final Path portFile;
  private @Nullable Sandbox sandbox;

  DemoSandbox(Path portFile) {
    this.portFile = portFile;
  }

  /** Its port; starts it. */
  synchronized int port() {
    Sandbox running = sandbox;
    if (running == null) {
      running = new Sandbox(portFile);
      sandbox = running;
    }
    return running.port();
  }

  /** Its port if it runs: the only port of this machine that the demo may reach. */
  synchronized OptionalInt portIfRunning() {
    return sandbox == null ? OptionalInt.empty() : OptionalInt.of(sandbox.port());
  }

  @Override
  public synchronized void close() throws IOException {
    if (sandbox != null) {
      sandbox.close();
      Files.deleteIfExists(portFile);
    }
  }
}
