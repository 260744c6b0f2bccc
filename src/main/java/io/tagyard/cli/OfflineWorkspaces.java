package io.tagyard.cli;

import io.tagyard.event.SourceKind;
import io.tagyard.route.Source;
import io.tagyard.route.Yard;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workspaces as their files stand, for commands that run without a gateway. */
public final class OfflineWorkspaces {
  private OfflineWorkspaces() {}

  /** Loads what is right; what is wrong is left out, and {@code tagyard check} says why. */
  public static Yard load(Settings settings, InstantSource clock) {
    Yard.Folders folders =
        new Yard.Folders(
            settings.folder(Setting.ROUTES),
            settings.folder(Setting.DESTINATIONS),
            null,
            settings.get(Setting.DEMO),
            false);
    Yard yard = new Yard(folders, ProcessSecrets.offline(settings), clock);
    yard.poll();
    return yard;
  }

  /** The key of a source; null = of the first server source. */
  static Optional<String> key(Settings settings, @Nullable String source, InstantSource clock) {
    return load(settings, clock).current().sources().stream()
        .sorted(Comparator.comparing(Source::workspace))
        .filter(
            it -> source == null ? it.kind() == SourceKind.SERVER : it.toString().equals(source))
        .flatMap(it -> it.keys().stream().limit(1))
        .findFirst();
  }
}
