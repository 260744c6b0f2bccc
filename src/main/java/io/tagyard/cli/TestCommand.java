package io.tagyard.cli;

import io.tagyard.diagnostic.Report;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.route.Check;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * {@code tagyard test}: runs the tests of the routes and the examples of the destinations, on the
 * production path.
 */
@CommandLine.Command(
    name = "test",
    description = "run the tests of the routes and the examples of the destinations")
final class TestCommand extends Command {
  private final InstantSource clock;

  @Option(
      names = "--without-secrets",
      description = "take every secret as set, as where only the files are (CI)")
  private boolean withoutSecrets;

  TestCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  int run(Settings settings) {
    Secrets secrets = CheckCommand.secrets(settings, withoutSecrets);
    Check.Finding found = CheckCommand.find(settings, false, true, secrets, clock);
    if (!found.problems().isEmpty()) {
      out.print(Report.of(found.problems()).text(Optional.empty()));
    }
    out.println(
        "%d route tests, %d failed; %d examples of destinations, %d failed"
            .formatted(
                found.tests(),
                failed(found, "route-test-failed"),
                found.examples(),
                failed(found, "example-failed")));
    return found.hasErrors() ? PROBLEMS : FINE;
  }

  /** Places with this problem: one test or example may have several. */
  private static long failed(Check.Finding found, String code) {
    return found.problems().stream()
        .filter(problem -> problem.code().equals(code))
        .map(problem -> problem.place().toString())
        .distinct()
        .count();
  }
}
