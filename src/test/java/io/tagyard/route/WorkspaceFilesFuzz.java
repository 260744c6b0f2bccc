package io.tagyard.route;

import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Report;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Any bytes as a route and as a workspace: read, or told what is wrong and where. */
public final class WorkspaceFilesFuzz {
  private WorkspaceFilesFuzz() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.UTF_8);
    told(Folders.readRoute(text));
    told(Folders.read(Folders.files("workspace.yaml", text, "purchases.yaml", Folders.ROUTE)));
  }

  private static void told(WorkspaceReader.Outcome outcome) {
    List<Problem> problems = outcome.problems();
    if (outcome.workspace().isEmpty() && problems.isEmpty()) {
      throw new AssertionError("refused without a problem");
    }
    Report.of(problems).text(Optional.empty());
    for (Problem problem : problems) {
      if (problem.place().line() < 1 || problem.place().column() < 1) {
        throw new AssertionError("no place: " + problem.headline());
      }
    }
  }
}
