package io.tagyard.route;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.InboundEvent;
import io.tagyard.event.OpenEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.event.Sender;
import io.tagyard.event.SourceKind;
import io.tagyard.event.ValidEvent;
import io.tagyard.privacy.Opener;
import io.tagyard.privacy.Privacy;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.privacy.Sealer;
import io.tagyard.schema.Verdict;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A workspace's production path without its doors: judged, made safe, planned. Nothing is stored or
 * sent, so nothing needs a key.
 */
final class DryRun {
  private final Workspace workspace;
  private final Routes routes;
  private final Policies policies;

  DryRun(Workspace workspace) {
    this.workspace = workspace;
    this.routes = Routes.of(List.of(workspace));
    this.policies = new Policies(routes);
  }

  Verdict judge(Sender sender, JsonNode given, Instant received) {
    return workspace.schemas().judge(new InboundEvent(sender, given, received, false));
  }

  OpenEvent open(Sender sender, ValidEvent valid, Instant now) {
    return open(valid, policies.of(workspace.name(), sender.source(), valid.name()), now);
  }

  static OpenEvent open(ValidEvent valid, PrivacyPolicy policy, Instant now) {
    SafeEvent safe = new Privacy(UNSEALED, removed -> {}).apply(valid, policy);
    return new Opener(UNSEALED, broken -> {}).open(safe, now);
  }

  RoutePlan plan(OpenEvent event) {
    return routes.explain(event);
  }

  /** When the event says that it happened. */
  static Optional<Instant> time(JsonNode given) {
    try {
      return Optional.of(OffsetDateTime.parse(given.path("time").asText("")).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The source the event names, else the first of these that is no browser. */
  Sender sender(Set<String> from, JsonNode given) {
    String named = given.path("source").asText("");
    Source source =
        workspace.sources().stream()
            .filter(candidate -> from.contains(candidate.name()))
            .min(
                Comparator.comparing((Source candidate) -> !candidate.name().equals(named))
                    .thenComparing(candidate -> candidate.kind() == SourceKind.BROWSER))
            .orElse(
                new Source(
                    workspace.name(),
                    "none",
                    SourceKind.SERVER,
                    List.of(),
                    null,
                    List.of(),
                    Optional.empty()));
    boolean browser = source.kind() == SourceKind.BROWSER;
    return new Sender(
        workspace.name(),
        source.name(),
        source.kind(),
        source.channel(),
        browser ? given.path("device").path("ip").textValue() : null,
        browser ? given.path("device").path("user_agent").textValue() : null,
        false);
  }

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
