package io.tagyard.route;

import io.tagyard.destination.Definition;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problems;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Purpose;
import io.tagyard.route.Route.Mode;
import io.tagyard.route.Route.Retained;
import io.tagyard.route.Route.Target;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is legal in a workspace but most likely not meant (docs/problems.md). */
final class Suspicions {
  private final Problems problems;

  Suspicions(Problems problems) {
    this.problems = problems;
  }

  /** Warns of what routes say that is most likely not meant. */
  void look(List<Route> routes) {
    for (Route route : routes) {
      falseConditions(route);
      uselessRetention(route);
      uselessConsent(route);
    }
    twice(routes);
  }

  /**
   * Warns of connections that no route names.
   *
   * @param places where each is declared
   */
  void unused(Map<String, Place> places, Set<String> mentioned) {
    places.forEach((name, place) -> {
      if (!mentioned.contains(name)) {
        problems.warning("connection-unused", place, "no route sends to \"" + name + "\"");
      }
    });
  }

  private void falseConditions(Route route) {
    route
        .when()
        .filter(when -> when.alwaysFalse(route.events(), route.from()))
        .ifPresent(when ->
            problems.warning(
                "condition-always-false", when.place(), "false for every event of this route"));
    for (Target target : route.targets()) {
      target
          .when()
          .filter(when -> when.alwaysFalse(route.events(), route.from()))
          .ifPresent(when ->
              problems.warning(
                  "condition-always-false", when.place(), "false for every event of this route"));
    }
  }

  private void uselessRetention(Route route) {
    if (route.retained().isEmpty() || route.targets().isEmpty()) {
      return;
    }
    Retained retained = route.retained().get();
    Set<String> sent =
        route.targets().stream()
            .flatMap(target -> target.connection().destination().usesRaw().stream())
            .collect(Collectors.toSet());
    for (String field : retained.fields()) {
      if (!sent.contains("*") && !sent.contains(field)) {
        problems.warning(
            "retained-unused",
            retained.place(),
            "no destination of this route sends \"" + field + "\" raw");
      }
    }
  }

  private void uselessConsent(Route route) {
    Set<Purpose> needed =
        definitions(route).stream()
            .flatMap(definition -> definition.needs().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    for (Purpose purpose : route.consent().without()) {
      if (!needed.contains(purpose) && !route.targets().isEmpty()) {
        problems.warning(
            "purpose-not-needed",
            route.place(),
            "consent.without names \"" + purpose + "\", which no destination of it needs");
      }
    }
  }

  private static Collection<Definition> definitions(Route route) {
    return route.targets().stream()
        .map(target -> target.connection().destination().definition())
        .toList();
  }

  private void twice(List<Route> routes) {
    for (int second = 0; second < routes.size(); second++) {
      for (int first = 0; first <= second; first++) {
        if (meet(routes.get(first), routes.get(second))) {
          twice(routes.get(first), routes.get(second));
        }
      }
    }
  }

  private static boolean meet(Route first, Route second) {
    return first.mode() == Mode.LIVE
        && second.mode() == Mode.LIVE
        && !Collections.disjoint(first.events(), second.events())
        && !Collections.disjoint(first.from(), second.from());
  }

  private void twice(Route first, Route second) {
    for (int b = 0; b < second.targets().size(); b++) {
      Target later = second.targets().get(b);
      int before = first == second ? b : first.targets().size();
      for (int a = 0; a < before; a++) {
        Target earlier = first.targets().get(a);
        ConnectionId connection = later.connection().id();
        if (earlier.connection().id().equals(connection) && !apart(first, earlier, second, later)) {
          problems.warning(
              "connection-twice",
              later.place(),
              "the same events go to \""
                  + connection.connection()
                  + "\" already at "
                  + earlier.place()
                  + "; the second is withheld (duplicate_route)");
        }
      }
    }
  }

  /** Two conditions may well exclude each other: then nobody is warned. */
  private static boolean apart(Route first, Target earlier, Route second, Target later) {
    boolean firstAsks = earlier.when().isPresent() || first != second && first.when().isPresent();
    boolean secondAsks = later.when().isPresent() || first != second && second.when().isPresent();
    return firstAsks && secondAsks;
  }
}
