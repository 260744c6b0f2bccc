package io.tagyard.route;

import io.tagyard.destination.Attempt;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Outbound;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.event.Fault;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.ValidEvent;
import io.tagyard.route.RouteTest.Expectation;
import io.tagyard.schema.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the tests of a workspace's routes on the path that production takes: judged, made safe,
 * planned, consented, prepared, packed. Nothing is stored or sent.
 */
public final class RouteTests {
  static final String FAILED = "route-test-failed";

  private static final Set<String> ABOUT_TIME = Set.of("too_old", "in_future");

  private final DryRun dryRun;
  private final Secrets secrets;
  private final Problems problems;

  private RouteTests(Workspace workspace, Secrets secrets, Problems problems) {
    this.dryRun = new DryRun(workspace);
    this.secrets = secrets;
    this.problems = problems;
  }

  /**
   * Runs them; what is not as expected becomes problems, each where the expectation stands.
   *
   * @param now for events that say no time and for expectations about age; an event with a time is
   *     taken as received when it happened, so that a fixture does not grow old
   * @return how many ran
   */
  public static int run(Workspace workspace, Secrets secrets, Instant now, Problems problems) {
    RouteTests tests = new RouteTests(workspace, secrets, problems);
    int ran = 0;
    for (Route route : workspace.routes()) {
      for (RouteTest test : route.tests()) {
        tests.run(route, test, now);
        ran++;
      }
    }
    return ran;
  }

  private void run(Route route, RouteTest test, Instant now) {
    Instant then = DryRun.time(test.given()).orElse(now);
    Optional<OpenEvent> event = event(route, test, then);
    if (event.isEmpty()) {
      return;
    }
    RoutePlan plan = dryRun.plan(event.get());
    test.expect()
        .forEach((connection, expected) -> {
          boolean aboutTime =
              expected.withheld() != null && ABOUT_TIME.contains(expected.withheld());
          compare(route, test, connection, expected, plan, event.get(), aboutTime ? now : then);
        });
  }

  private Optional<OpenEvent> event(Route route, RouteTest test, Instant then) {
    Sender sender = dryRun.sender(route.from(), test.given());
    return switch (dryRun.judge(sender, test.given(), then)) {
      case Verdict.Invalid(List<Fault> faults, var id, var name) -> {
        faults.forEach(fault ->
            fail(
                test,
                test.place(),
                "the event is not valid: "
                    + (fault.path().isEmpty() ? "" : fault.path() + ": ")
                    + fault.message()
                    + " (expected: "
                    + fault.expected()
                    + ")"));
        yield Optional.empty();
      }
      case Verdict.Valid(ValidEvent valid) -> Optional.of(dryRun.open(sender, valid, then));
    };
  }

  private void compare(
      Route route,
      RouteTest test,
      String connection,
      Expectation expected,
      RoutePlan plan,
      OpenEvent event,
      Instant now) {
    Optional<PlannedLeg> leg =
        plan.legs().stream()
            .filter(each -> each.route().equals(route.name()))
            .filter(each -> each.connection().id().connection().equals(connection))
            .min(Comparator.comparing(each -> each.withheld().isPresent()));
    if (leg.isEmpty()) {
      fail(
          test, expected.place(), "no leg to " + connection + ": " + miss(route, connection, plan));
      return;
    }
    switch (Departure.of(leg.get(), event, now, null)) {
      case Departure.Ready ready -> ready(test, expected, leg.get(), ready, now);
      case Departure.Withheld(String reason, String sentence, var consent) ->
          withheld(test, expected, reason, sentence);
      case Departure.Held(Instant until, var consent) ->
          withheld(test, expected, consent.reason(), "it waits until " + until);
      case Departure.Broken(String sentence, RuntimeException cause) ->
          withheld(test, expected, Departure.MAPPING_FAILED, sentence);
    }
  }

  private void ready(
      RouteTest test, Expectation expected, PlannedLeg leg, Departure.Ready ready, Instant now) {
    if (expected.sends() == null) {
      fail(test, expected.place(), "it is sent (expected: withheld " + expected.withheld() + ")");
      return;
    }
    Destination destination = leg.connection().destination();
    Outbound request = destination.pack(List.of(ready.element()), new Attempt(now, 1));
    new RequestComparison(request, secrets, destination::mask)
        .differences(expected.sends())
        .forEach(difference -> fail(test, difference.place(), difference.sentence()));
  }

  private void withheld(RouteTest test, Expectation expected, String reason, String sentence) {
    if (!Objects.equals(reason, expected.withheld())) {
      String wanted = expected.withheld() == null ? "a request" : "withheld " + expected.withheld();
      fail(
          test,
          expected.place(),
          "withheld " + reason + ": " + sentence + " (expected: " + wanted + ")");
    }
  }

  private static String miss(Route route, String connection, RoutePlan plan) {
    return plan.misses().stream()
        .filter(miss -> miss.route().equals(route.name()))
        .filter(miss -> miss.connection().isEmpty() || miss.connection().equals(connection))
        .map(RoutePlan.Miss::because)
        .findFirst()
        .orElse("the route does not send there");
  }

  private void fail(RouteTest test, Place place, String sentence) {
    problems.error(FAILED, place, "test \"" + test.name() + "\": " + sentence);
  }
}
