package io.tagyard.cli;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Report;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.route.Difference;
import io.tagyard.route.FilesState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * {@code tagyard diff}: what the files as they stand mean, beside those the gateway loaded last or
 * another folder's.
 */
@CommandLine.Command(
    name = "diff",
    description = "say what a change of files means in connections, routes and requests")
final class DiffCommand extends Command {
  private final InstantSource clock;

  @Option(
      names = "--before",
      paramLabel = "DIR",
      description =
          "a folder with the routes/ and destinations/ to compare with, such as an older checkout;"
              + " left out = what the gateway loaded last")
  private @Nullable Path before;

  DiffCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  int run(Settings settings) {
    Instant now = clock.instant();
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    Secrets secrets = ProcessSecrets.offline(settings);
    FilesState after =
        FilesState.of(
            settings.folder(Setting.ROUTES), settings.folder(Setting.DESTINATIONS), secrets, today);
    FilesState old = before(settings, after, secrets, today);
    if (old.files().isEmpty()) {
      err.println(
          "there is nothing to compare with (expected: a gateway that ran on this data folder, or"
              + " --before DIR with routes/ in it)");
      return WRONG_USAGE;
    }
    List<String> lines = Difference.between(old, after, now);
    lines.forEach(out::println);
    if (lines.isEmpty()) {
      out.println("nothing changes");
    }
    List<Problem> errors = after.problems().stream().filter(Problem::isError).toList();
    if (!errors.isEmpty()) {
      out.print(Report.of(errors).text(Optional.empty()));
    }
    return errors.isEmpty() ? FINE : PROBLEMS;
  }

  private FilesState before(Settings settings, FilesState after, Secrets secrets, LocalDate today) {
    if (before == null) {
      return FilesState.loaded(settings.folder(Setting.DATA), after.definitions(), secrets, today);
    }
    Path destinations = before.resolve("destinations");
    return FilesState.of(
        before.resolve("routes"),
        Files.isDirectory(destinations) ? destinations : settings.folder(Setting.DESTINATIONS),
        secrets,
        today);
  }
}
