package io.tagyard.cli;

import io.tagyard.diagnostic.Secrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Secrets from the environment of the process and from files in the secrets folder. An empty one
 * counts as not set: it is what is left of a variable that nobody filled in.
 */
public final class ProcessSecrets implements Secrets {
  /** Where the demo's sandbox listens; set by the gateway, not by people. */
  public static final String SANDBOX_PORT = "TAGYARD_SANDBOX_PORT";

  private static final int BYTES_MAX = 64 << 10;

  private final Path folder;
  private final Map<String, String> environment;
  private final IntSupplier sandboxPort;

  ProcessSecrets(Path folder, Map<String, String> environment, IntSupplier sandboxPort) {
    this.folder = folder;
    this.environment = environment;
    this.sandboxPort = sandboxPort;
  }

  /**
   * The secrets of a gateway.
   *
   * @param sandboxPort where its sandbox listens; asked only by a workspace that uses it
   */
  public static ProcessSecrets of(Settings settings, IntSupplier sandboxPort) {
    return new ProcessSecrets(settings.folder(Setting.SECRETS), System.getenv(), sandboxPort);
  }

  /** The secrets of a command that runs beside a gateway or without one. */
  static ProcessSecrets offline(Settings settings) {
    return of(settings, () -> 65_535);
  }

  @Override
  public Optional<String> env(String name) {
    return name.equals(SANDBOX_PORT)
        ? Optional.of(Integer.toString(sandboxPort.getAsInt()))
        : Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  @Override
  public Optional<String> file(String name) {
    Path file = folder.resolve(name).normalize();
    try {
      if (!file.startsWith(folder) || !Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
        return Optional.empty();
      }
      return Optional.of(Files.readString(file).stripTrailing()).filter(value -> !value.isBlank());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
