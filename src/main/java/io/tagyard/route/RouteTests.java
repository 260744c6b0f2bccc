package io.tagyard.route;

import io.tagyard.destination.Attempt;
import io.tagyard.destination.Destination;
import io.tagyard.destination.Outbound;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.event.Fault;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import io.tagyard.privacy.Opener;
import io.tagyard.privacy.Privacy;
import io.tagyard.privacy.Sealer;
import io.tagyard.route.RouteTest.Expectation;
import io.tagyard.schema.Verdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
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

  private final Workspace workspace;
  private final Routes routes;
  private final Policies policies;
  private final Secrets secrets;
  private final Problems problems;

  private RouteTests(Workspace workspace, Secrets secrets, Problems problems) {
    this.workspace = workspace;
    this.routes = Routes.of(List.of(workspace));
    this.policies = new Policies(routes);
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
    Instant then = time(test).orElse(now);
    Optional<OpenEvent> event = event(route, test, then);
    if (event.isEmpty()) {
      return;
    }
    RoutePlan plan = routes.explain(event.get());
    test.expect()
        .forEach((connection, expected) -> {
          boolean aboutTime =
              expected.withheld() != null && ABOUT_TIME.contains(expected.withheld());
          compare(route, test, connection, expected, plan, event.get(), aboutTime ? now : then);
        });
  }

  private Optional<OpenEvent> event(Route route, RouteTest test, Instant then) {
    Sender sender = sender(route, test);
    InboundEvent inbound = new InboundEvent(sender, test.given(), then, false);
    return switch (workspace.schemas().judge(inbound)) {
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
      case Verdict.Valid(ValidEvent valid) -> {
        SafeEvent safe =
            new Privacy(UNSEALED, removed -> {})
                .apply(valid, policies.of(workspace.name(), sender.source(), valid.name()));
        yield Optional.of(new Opener(UNSEALED, broken -> {}).open(safe, then));
      }
    };
  }

  private static Optional<Instant> time(RouteTest test) {
    try {
      return Optional.of(OffsetDateTime.parse(test.given().path("time").asText("")).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The source the event names, else the first of the route that is no browser. */
  private Sender sender(Route route, RouteTest test) {
    String named = test.given().path("source").asText("");
    Source source =
        workspace.sources().stream()
            .filter(candidate -> route.from().contains(candidate.name()))
            .min(
                Comparator.comparing((Source candidate) -> !candidate.name().equals(named))
                    .thenComparing(candidate -> candidate.kind() == SourceKind.BROWSER))
            .orElse(
                new Source(
                    workspace.name(), "none", SourceKind.SERVER, List.of(), null, List.of()));
    boolean browser = source.kind() == SourceKind.BROWSER;
    return new Sender(
        workspace.name(),
        source.name(),
        source.kind(),
        source.channel(),
        browser ? test.given().path("device").path("ip").textValue() : null,
        browser ? test.given().path("device").path("user_agent").textValue() : null,
        false);
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

  /** Nothing leaves the memory of a test, so nothing needs a key. */
  private static final Sealer UNSEALED =
      new Sealer() {
        @Override
        public byte[] seal(byte[] plain, String context) {
          return plain;
        }

        @Override
        public byte[] open(byte[] sealed, String context) {
          return sealed;
        }
      };
}
