package io.tagyard.route;

import io.tagyard.destination.Catalogue;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Example;
import io.tagyard.destination.InstalledDestination;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import java.time.Instant;
import java.util.Optional;

/** Runs the examples of every destination: what they show is what is sent and how it is judged. */
public final class ExampleTests {
  static final String FAILED = "example-failed";

  private final Problems problems;

  private ExampleTests(Problems problems) {
    this.problems = problems;
  }

  /**
   * Runs them; what is not as shown becomes problems.
   *
   * @return how many ran
   */
  public static int run(Catalogue catalogue, Problems problems) {
    ExampleTests tests = new ExampleTests(problems);
    int ran = 0;
    for (InstalledDestination destination : catalogue.all()) {
      for (Example example : destination.examples()) {
        tests.run(destination, example);
        ran++;
      }
    }
    return ran;
  }

  private void run(InstalledDestination installed, Example example) {
    Place place = example.place();
    Problems own = new Problems();
    Optional<Destination> connected = ExampleRun.connect(installed, example, own);
    // an example's secrets are invented and may stand in clear text; an optional library that this
    // machine lacks says nothing about an example
    problems.addAll(
        own.sorted().stream()
            .filter(problem -> problem.isError() && !problem.code().equals("library-missing"))
            .toList());
    connected.ifPresent(destination -> {
      ended(destination, example, place);
      judged(destination, example, place);
    });
  }

  private void ended(Destination destination, Example example, Place place) {
    switch (ExampleRun.of(destination, example)) {
      case ExampleRun.End.Sent(var request, var by) -> {
        if (example.sends().isEmpty()) {
          fail(place, "it is sent (expected: withheld " + example.withheld() + ")");
        } else {
          RequestLines.of(example.sends().get())
              .differences(RequestLines.of(request))
              .forEach(line -> fail(place, line + " (shown -> sent)"));
        }
      }
      case ExampleRun.End.Withheld(String reason, String sentence) -> {
        if (!reason.equals(example.withheld())) {
          fail(place, "withheld " + reason + ": " + sentence);
        }
      }
      case ExampleRun.End.Wrong(String sentence) -> fail(place, sentence);
    }
  }

  private void judged(Destination destination, Example example, Place place) {
    for (Example.Reply reply : example.answers()) {
      String outcome =
          destination.judge(reply.answer(Instant.EPOCH), 1).all().findFirst().orElseThrow().word();
      if (!outcome.equals(reply.outcome())) {
        String shown = reply.silence() ? "silence" : "an answer of status " + reply.status();
        fail(place, shown + " is " + outcome + " (expected: " + reply.outcome() + ")");
      }
    }
  }

  private void fail(Place place, String sentence) {
    problems.error(FAILED, place, sentence);
  }
}
