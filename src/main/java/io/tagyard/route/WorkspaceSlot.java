package io.tagyard.route;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.route.WorkspaceStatus.Active;
import io.tagyard.route.WorkspaceStatus.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the yard knows about one workspace: what is active, what was refused, what was read last.
 */
final class WorkspaceSlot {
  private static final Logger LOG = LoggerFactory.getLogger(WorkspaceSlot.class);

  private final String name;
  private String digest = "";
  private @Nullable Definitions definitions;
  private WatchedSecrets secrets;
  private Optional<Workspace> workspace = Optional.empty();
  private Optional<Active> active = Optional.empty();
  private Optional<Rejected> rejected = Optional.empty();

  /** What tells one look at a workspace from another: digests of its files and of its secrets. */
  record Look(String files, Map<String, String> secrets) {}

  WorkspaceSlot(String name, Secrets secrets) {
    this.name = name;
    this.secrets = new WatchedSecrets(secrets);
  }

  /** What these files and the secrets that the last ones asked for are now. */
  Look look(String filesDigest) {
    return new Look(filesDigest, secrets.now());
  }

  /** Whether this was read already, with these definitions. */
  boolean hasRead(Look look, Definitions with) {
    return look.equals(new Look(digest, secrets.then())) && definitions == with;
  }

  /** Remembers what is being read; the secrets it asks for are watched from now on. */
  Secrets reading(String filesDigest, Definitions with, Secrets source) {
    digest = filesDigest;
    definitions = with;
    secrets = new WatchedSecrets(source);
    return secrets;
  }

  /** Uses this from now on. */
  void activate(Workspace read, List<Problem> warnings, Instant now) {
    use(read, new Active(read.revision(), now, false, List.copyOf(warnings)));
    rejected = Optional.empty();
    LOG.info(
        "workspace.loaded workspace={} revision={} routes={} connections={} warnings={}",
        name,
        read.revision(),
        read.routes().size(),
        read.connections().size(),
        warnings.size());
  }

  /** Uses what worked last, because the files are broken at start. */
  void fallBack(Workspace kept, List<Problem> warnings, Instant now) {
    use(kept, new Active(kept.revision(), now, true, List.copyOf(warnings)));
    LOG.error("workspace.last_good workspace={} revision={}", name, kept.revision());
  }

  /** Refuses what was read; what is active stays. */
  void reject(List<Problem> problems, Instant now) {
    String short7 = digest.substring(0, Math.min(7, digest.length()));
    rejected = Optional.of(new Rejected(short7, now, List.copyOf(problems)));
    LOG.error(
        "workspace.rejected workspace={} problems={} first=\"{}\" goes_on_with={}",
        name,
        problems.size(),
        problems.stream().filter(Problem::isError).findFirst().map(Problem::headline).orElse(""),
        workspace.map(Workspace::revision).orElse("nothing yet"));
  }

  Optional<Workspace> workspace() {
    return workspace;
  }

  /** Where its keys stand, by digest. */
  Map<String, Place> keyPlaces() {
    return workspace.map(Workspace::keyPlaces).orElse(Map.of());
  }

  WorkspaceStatus status() {
    return new WorkspaceStatus(name, active, rejected);
  }

  private void use(Workspace read, Active since) {
    workspace = Optional.of(read);
    active = Optional.of(since);
  }
}
