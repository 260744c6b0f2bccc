package io.tagyard.route;

import io.tagyard.privacy.Digester;
import io.tagyard.privacy.PrivacyPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What intake does to personal data, by workspace, source and event name. Worked out once each. */
final class Policies {
  private final Routes routes;
  private final Map<Crossing, PrivacyPolicy> known = new ConcurrentHashMap<>();

  private record Crossing(String workspace, String source, String event) {}

  Policies(Routes routes) {
    this.routes = routes;
  }

  PrivacyPolicy of(String workspace, String source, String event) {
    return known.computeIfAbsent(new Crossing(workspace, source, event), this::policy);
  }

  private PrivacyPolicy policy(Crossing crossing) {
    Optional<Workspace> workspace = routes.workspace(crossing.workspace());
    Map<String, Duration> retained = new TreeMap<>();
    for (Route route : workspace.map(Workspace::routes).orElse(java.util.List.of())) {
      if (route.events().contains(crossing.event()) && route.from().contains(crossing.source())) {
        route
            .retained()
            .ifPresent(raw ->
                raw.fields()
                    .forEach(field ->
                        retained.merge(field, raw.time(), (a, b) -> a.compareTo(b) >= 0 ? a : b)));
      }
    }
    return new PrivacyPolicy(
        workspace.map(Workspace::region).orElse("other"),
        retained,
        Digester.of(workspace.map(Policies::digests).orElse(Digester.ALL)),
        workspace.map(Workspace::trustBrowserCountry).orElse(false),
        workspace.stream()
            .flatMap(each -> each.sources().stream())
            .anyMatch(
                source -> source.name().equals(crossing.source()) && source.internationalPhones()));
  }

  /**
   * The variants its connections read; all of them as soon as a condition asks for an identifier,
   * because then presence must not depend on what destinations read.
   */
  private static Set<String> digests(Workspace workspace) {
    boolean asked =
        workspace.routes().stream()
            .flatMap(route ->
                Stream.concat(
                    route.when().stream(),
                    route.targets().stream().flatMap(target -> target.when().stream())))
            .anyMatch(condition -> condition.toString().contains("identity"));
    return asked
        ? Digester.ALL
        : workspace.connections().stream()
            .flatMap(connection -> connection.destination().digestVariants().stream())
            .flatMap(Policies::variants)
            .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A kind that stands alone is asked for its presence only: one variant of it will do. */
  private static Stream<String> variants(String name) {
    return Digester.ALL.contains(name)
        ? Stream.of(name)
        : Digester.ALL.stream().filter(each -> each.startsWith(name + ".")).sorted().limit(1);
  }
}
