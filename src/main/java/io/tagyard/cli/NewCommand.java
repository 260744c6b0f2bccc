package io.tagyard.cli;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tagyard new}: a commented skeleton that {@code check} finds nothing wrong with. */
@CommandLine.Command(
    name = "new",
    description = "write a commented skeleton of a destination, a workspace or a route")
final class NewCommand extends Command {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,62}");

  private final InstantSource clock;

  @Parameters(index = "0", paramLabel = "destination|workspace|route")
  private Kind kind = Kind.destination;

  @Parameters(index = "1", paramLabel = "NAME", description = "lower-case words with hyphens")
  private String name = "";

  @Option(
      names = "--like",
      paramLabel = "DESTINATION",
      description = "the destination to begin from; left out = webhook")
  private String like = "webhook";

  @Option(
      names = "--workspace",
      paramLabel = "NAME",
      description = "the workspace of a new route; needed when there are several")
  private @Nullable String workspace;

  /** What can be begun. */
  @SuppressWarnings("JavaLangEnumConstantsNotUpperCase")
  enum Kind {
    destination,
    workspace,
    route
  }

  NewCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  int run(Settings settings) throws IOException {
    if (!NAME.matcher(name).matches()) {
      err.println("\"" + name + "\" is no name (expected: lower-case words with hyphens)");
      return WRONG_USAGE;
    }
    try {
      Skeleton skeleton =
          switch (kind) {
            case destination ->
                Skeleton.ofDestination(
                    settings.folder(Setting.DESTINATIONS), name, like, clock.instant());
            case workspace ->
                Skeleton.ofWorkspace(
                    settings.folder(Setting.ROUTES), settings.folder(Setting.SECRETS), name);
            case route -> Skeleton.ofRoute(settings.folder(Setting.ROUTES), workspace, name);
          };
      write(skeleton);
      return checked(settings, skeleton);
    } catch (Skeleton.Impossible e) {
      err.println(e.getMessage());
      return WRONG_USAGE;
    }
  }

  private void write(Skeleton skeleton) throws IOException {
    for (Map.Entry<Path, String> file : skeleton.files().entrySet()) {
      Path parent = file.getKey().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.writeString(file.getKey(), file.getValue());
      out.println("wrote " + file.getKey());
    }
    for (Path key : skeleton.keys()) {
      out.println((NewKey.write(key) ? "wrote " : "kept ") + key);
    }
  }

  private int checked(Settings settings, Skeleton skeleton) {
    String folder = skeleton.folder().toString();
    List<Problem> problems =
        CheckCommand.find(settings, false, false, ProcessSecrets.offline(settings), clock)
            .problems()
            .stream()
            .filter(problem -> problem.place().source().file().contains(folder))
            .toList();
    if (!problems.isEmpty()) {
      out.print(Report.of(problems).text(Optional.empty()));
    }
    skeleton.next().forEach(out::println);
    return problems.stream().anyMatch(Problem::isError) ? PROBLEMS : FINE;
  }
}
