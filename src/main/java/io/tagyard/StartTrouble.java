package io.tagyard;

import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.delivery.StorePair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.util.Optional;
import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

/** Why the gateway cannot start, where it is the world's fault: a sentence that says what to do. */
final class StartTrouble {
  private static final int DEPTH_MAX = 20;

  private StartTrouble() {}

  /** The sentence; empty when it is no known trouble of the world, but a mistake of ours. */
  static Optional<String> sentence(Throwable failure, Settings settings) {
    Throwable at = failure;
    for (int i = 0; at != null && i < DEPTH_MAX; i++) {
      Optional<String> known = known(at, settings);
      if (known.isPresent()) {
        return known;
      }
      at = at.getCause();
    }
    return Optional.empty();
  }

  private static Optional<String> known(Throwable failure, Settings settings) {
    int port = settings.get(Setting.PORT);
    String host = settings.get(Setting.HOST);
    return switch (failure) {
      case BindException bind when String.valueOf(bind.getMessage()).contains("in use") ->
          Optional.of("port %d is taken; stop what listens there, or give --port".formatted(port));
      case BindException bind ->
          Optional.of(
              "cannot listen on %s, port %d (%s); give another host or --port"
                  .formatted(host, port, bind.getMessage()));
      case UnresolvedAddressException unresolved ->
          Optional.of("host %s is no address of this machine".formatted(host));
      case StorePair.Apart apart -> Optional.ofNullable(apart.getMessage());
      case UncheckedIOException io -> Optional.of(io.getMessage() + reason(io.getCause()));
      case CannotStart trouble -> Optional.ofNullable(trouble.getMessage());
      case FlywayValidateException newer ->
          Optional.of(
              "the database was written by another version of Tagyard; run that version, or restore"
                  + " a backup of this one");
      case SQLException sql ->
          Optional.of("the database cannot be used (database.url): " + sql.getMessage());
      case RuntimeException driver
          when String.valueOf(driver.getMessage()).startsWith("Failed to load driver class") ->
          Optional.of("database.url needs a driver that is not in this build; leave it empty");
      default -> Optional.empty();
    };
  }

  private static String reason(@Nullable IOException cause) {
    if (cause == null) {
      return "";
    }
    return cause instanceof FileSystemException file && file.getReason() != null
        ? ": " + file.getReason()
        : ": " + cause.getClass().getSimpleName();
  }
}
