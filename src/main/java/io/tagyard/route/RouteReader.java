package io.tagyard.route;

import io.tagyard.destination.Overlay;
import io.tagyard.diagnostic.Nearest;
import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Placed;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Reading;
import io.tagyard.diagnostic.YamlNode;
import io.tagyard.diagnostic.YamlNode.Mapping;
import io.tagyard.diagnostic.YamlNode.Scalar;
import io.tagyard.diagnostic.YamlNode.ScalarType;
import io.tagyard.event.Purpose;
import io.tagyard.route.Route.ConsentChange;
import io.tagyard.route.Route.Mode;
import io.tagyard.route.Route.Retained;
import io.tagyard.route.Route.Target;
import io.tagyard.schema.Taxonomy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads one route's file and binds it to the workspace's sources and connections. */
final class RouteReader {
  private final Scope scope;
  private final Problems problems;
  private final Collection<String> sources;
  private final Collection<String> declared;
  private final Map<String, Connection> connections;
  private final Set<String> mentioned = new TreeSet<>();

  /**
   * A reader.
   *
   * @param declared all connections of the file, also those that are wrong: a route to one of them
   *     is not told a second time
   */
  RouteReader(
      Scope scope,
      Collection<String> sources,
      Collection<String> declared,
      Map<String, Connection> connections) {
    this.scope = scope;
    this.problems = scope.problems();
    this.sources = new TreeSet<>(sources);
    this.declared = new TreeSet<>(declared);
    this.connections = connections;
  }

  Optional<Route> read(YamlNode root) {
    Optional<Reading> form = RouteForm.FILE.read(root, problems);
    if (form.isEmpty()) {
      return Optional.empty();
    }
    Reading reading = form.get();
    Optional<String> name = reading.get(RouteForm.ROUTE);
    Set<String> events = events(reading);
    Set<String> from = from(reading);
    List<Target> targets = targets(reading);
    List<RouteTest> tests = new TestReader(scope).read(reading, targetNames(reading));
    return name.map(found ->
        new Route(
            found,
            reading.place(RouteForm.ROUTE),
            reading.get(RouteForm.DESCRIPTION),
            reading.get(RouteForm.OWNER),
            events,
            from,
            reading.get(RouteForm.WHEN).flatMap(this::condition),
            reading.get(RouteForm.SAMPLE, BigDecimal.ONE),
            targets,
            consent(reading),
            reading.get(RouteForm.RETAIN_RAW).map(this::retained),
            Mode.valueOf(reading.get(RouteForm.MODE, "live").toUpperCase(Locale.ROOT)),
            tests));
  }

  private Set<String> events(Reading reading) {
    Set<String> events = new LinkedHashSet<>();
    for (Placed<String> event : reading.get(RouteForm.EVENTS, List.of())) {
      if (event.value().equals("*")) {
        events.addAll(Taxonomy.NAMES);
      } else if (Taxonomy.NAMES.contains(event.value())) {
        events.add(event.value());
      } else {
        problems.error(
            "event-unknown",
            event.place(),
            "no event is called \"" + event.value() + "\"",
            event.value(),
            Taxonomy.NAMES);
      }
    }
    refuseEmpty(reading, RouteForm.EVENTS, "an event");
    return events;
  }

  private Set<String> from(Reading reading) {
    if (!reading.has(RouteForm.FROM)) {
      return new LinkedHashSet<>(sources);
    }
    Set<String> from = new LinkedHashSet<>();
    for (Placed<String> source : reading.get(RouteForm.FROM, List.of())) {
      from.add(source.value());
      if (!sources.contains(source.value())) {
        problems.error(
            "source-unknown",
            source.place(),
            "no source \"" + source.value() + "\" in workspace " + scope.workspace(),
            source.value(),
            sources);
      }
    }
    refuseEmpty(reading, RouteForm.FROM, "a source");
    return from;
  }

  private void refuseEmpty(
      Reading reading, io.tagyard.diagnostic.Field<? extends List<?>> field, String what) {
    if (reading.get(field).filter(List::isEmpty).isPresent()
        && reading.mapping().get(field.key()).filter(RouteReader::isEmptyList).isPresent()) {
      problems.error(
          "empty-list",
          reading.place(field),
          "the list is empty (expected: at least " + what + ")");
    }
  }

  private static boolean isEmptyList(YamlNode node) {
    return node instanceof YamlNode.Listing listing && listing.items().isEmpty();
  }

  private Optional<Condition> condition(YamlNode node) {
    if (node instanceof Scalar scalar && scalar.type() != ScalarType.NOTHING) {
      return Condition.compile(scalar, problems);
    }
    problems.error(
        "wrong-type", node.place(), "found " + node.kind() + " (expected: a condition, a text)");
    return Optional.empty();
  }

  private Set<String> targetNames(Reading reading) {
    Set<String> names = named(reading);
    // a test of the connection that was meant is right, whatever was written instead
    for (String name : List.copyOf(names)) {
      if (!declared.contains(name)) {
        Nearest.of(name, declared).ifPresent(names::add);
      }
    }
    return names;
  }

  private static Set<String> named(Reading reading) {
    return reading.get(RouteForm.TO, List.of()).stream()
        .map(Placed::value)
        .map(
            node -> node instanceof Mapping mapping ? mapping.get("connection").orElse(node) : node)
        .filter(Scalar.class::isInstance)
        .map(node -> ((Scalar) node).text())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<Target> targets(Reading reading) {
    List<Target> targets = new ArrayList<>();
    for (Placed<YamlNode> target : reading.get(RouteForm.TO, List.of())) {
      switch (target.value()) {
        case Scalar scalar when scalar.type() != ScalarType.NOTHING ->
            connection(scalar.text(), scalar.place())
                .ifPresent(found ->
                    targets.add(new Target(found, scalar.place(), Optional.empty(), null)));
        case Mapping mapping ->
            RouteForm.TARGET
                .read(mapping, problems)
                .ifPresent(form -> target(form).ifPresent(targets::add));
        default ->
            problems.error(
                "wrong-type",
                target.value().place(),
                "found "
                    + target.value().kind()
                    + " (expected: a connection, or a mapping with \"connection\")");
      }
    }
    refuseEmpty(reading, RouteForm.TO, "a connection");
    return List.copyOf(targets);
  }

  private Optional<Target> target(Reading form) {
    Optional<Condition> when = form.get(RouteForm.TARGET_WHEN).flatMap(this::condition);
    Optional<Connection> connection =
        form.get(RouteForm.CONNECTION)
            .flatMap(name -> connection(name, form.place(RouteForm.CONNECTION)));
    return connection.map(found -> {
      Optional<Overlay> overlay = form.get(RouteForm.MAP).flatMap(map -> overlay(found, map));
      return new Target(found, form.place(RouteForm.CONNECTION), when, overlay.orElse(null));
    });
  }

  private Optional<Overlay> overlay(Connection connection, YamlNode map) {
    if (!(map instanceof Mapping mapping)) {
      problems.error("wrong-type", map.place(), "found " + map.kind() + " (expected: a mapping)");
      return Optional.empty();
    }
    return connection.destination().overlay(mapping, problems);
  }

  /** Connections that some route names, or most likely means. */
  Set<String> mentioned() {
    return mentioned;
  }

  private Optional<Connection> connection(String name, Place place) {
    mentioned.add(name);
    Nearest.of(name, declared).ifPresent(mentioned::add);
    if (!declared.contains(name)) {
      problems.error(
          "connection-unknown",
          place,
          "no connection \"" + name + "\" in workspace " + scope.workspace(),
          name,
          declared);
    }
    return Optional.ofNullable(connections.get(name));
  }

  private ConsentChange consent(Reading route) {
    Optional<Reading> found = route.get(RouteForm.CONSENT_CHANGE);
    if (found.isEmpty()) {
      return new ConsentChange(Set.of(), Set.of(), "", Optional.empty());
    }
    Reading consent = found.get();
    Set<Purpose> without = purposes(consent.get(RouteForm.WITHOUT, List.of()));
    String because = consent.get(RouteForm.BECAUSE, "").strip();
    if (!without.isEmpty() && because.isEmpty()) {
      problems.error(
          "missing-reason",
          consent.keyPlace(RouteForm.WITHOUT),
          "fewer purposes need a reason: the key \"because\"");
    }
    Set<Purpose> also = purposes(consent.get(RouteForm.ALSO, List.of()));
    return new ConsentChange(also, without, because, consent.get(RouteForm.HOLD));
  }

  private static Set<Purpose> purposes(List<Placed<String>> words) {
    return words.stream()
        .flatMap(word -> Purpose.of(word.value()).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Retained retained(Reading reading) {
    if (reading.get(RouteForm.REASON).filter(String::isBlank).isPresent()) {
      problems.error(
          "missing-reason", reading.place(RouteForm.REASON), "keeping raw data needs a reason");
    }
    return new Retained(
        reading.get(RouteForm.FIELDS, List.of()).stream()
            .map(Placed::value)
            .collect(Collectors.toCollection(TreeSet::new)),
        reading.get(RouteForm.REASON, ""),
        reading.get(RouteForm.FOR, java.time.Duration.ZERO),
        reading.place(RouteForm.FIELDS));
  }
}
