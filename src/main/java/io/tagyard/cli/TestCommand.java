package io.tagyard.cli;

import io.tagyard.diagnostic.Report;
import io.tagyard.route.Check;
import java.time.InstantSource;
import java.util.Optional;
import picocli.CommandLine;

/** {@code tagyard test}: runs the tests that stand in the routes, on the production path. */
@CommandLine.Command(name = "test", description = "run the tests of the routes")
final class TestCommand extends Command {
  private final InstantSource clock;

  TestCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  int run(Settings settings) {
    Check.Finding found = CheckCommand.find(settings, false, true, clock);
    if (!found.problems().isEmpty()) {
      out.print(Report.of(found.problems()).text(Optional.empty()));
    }
    long failed =
        found.problems().stream()
            .filter(problem -> problem.code().equals("route-test-failed"))
            .count();
    out.println(found.tests() + " route tests, " + failed + " failed");
    return found.hasErrors() ? PROBLEMS : FINE;
  }
}
