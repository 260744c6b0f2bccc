package io.tagyard.cli;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code tagyard restore DIR}: a backup into an empty data folder. */
@CommandLine.Command(name = "restore", description = "fill an empty data folder from a backup")
final class RestoreCommand extends Command {
  private final Operating operating;

  @Parameters(paramLabel = "DIR", description = "what tagyard backup made")
  private Path folder = Path.of("");

  RestoreCommand(Operating operating) {
    this.operating = operating;
  }

  @Override
  int run(Settings settings) {
    try {
      err.println(operating.restore(settings, folder.toAbsolutePath().normalize()));
      return FINE;
    } catch (Operating.Trouble e) {
      err.println(e.getMessage());
      return PROBLEMS;
    }
  }
}
