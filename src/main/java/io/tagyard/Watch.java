package io.tagyard;

import io.tagyard.delivery.Alarms;
import io.tagyard.delivery.LaneState;
import io.tagyard.delivery.LaneStatus;
import io.tagyard.diagnostic.Problem;
import io.tagyard.journal.EventJournal;
import io.tagyard.route.WorkspaceStatus;
import io.tagyard.route.Yard;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at what raises no alarm by itself, by the clock: files, journal, lanes that stay down. */
final class Watch {
  /** A destination that is away for less is nobody's work. */
  static final Duration DOWN = Duration.ofMinutes(5);

  private static final Set<LaneState> AWAY = Set.of(LaneState.OPEN, LaneState.SUSPECTING);

  private static final String MISSING = "routes_missing";
  private static final String REJECTED = "revision_rejected";

  private final Alarms alarms;
  private final Map<String, Set<String>> raised = new HashMap<>();
  private final Map<String, Instant> downSince = new HashMap<>();
  private Set<String> workspaces = Set.of();

  Watch(Alarms alarms) {
    this.alarms = alarms;
  }

  /** Reads the files that have changed; revisions that were refused, and folders that are gone. */
  void files(Yard yard) {
    boolean had = !yard.statuses().isEmpty() || !raised.getOrDefault(MISSING, Set.of()).isEmpty();
    try {
      yard.poll();
    } catch (UncheckedIOException e) {
      stand(MISSING, Map.of("routes", e.getMessage() + "; what was read last goes on"));
      return;
    }
    boolean none = had && yard.statuses().isEmpty();
    stand(MISSING, none ? Map.of("routes", "no workspace is left in it") : Map.of());
    for (WorkspaceStatus status : yard.statuses()) {
      // also what stood before a restart
      status
          .rejected()
          .ifPresentOrElse(
              refused -> alarms.raise(REJECTED, status.workspace(), first(refused.problems())),
              () -> alarms.clear(REJECTED, status.workspace()));
    }
    Set<String> there =
        yard.statuses().stream().map(WorkspaceStatus::workspace).collect(Collectors.toSet());
    workspaces.stream()
        .filter(name -> !there.contains(name))
        .forEach(name -> alarms.clear(REJECTED, name));
    workspaces = there;
    List<Problem> errors = yard.destinationProblems().stream().filter(Problem::isError).toList();
    if (errors.isEmpty()) {
      alarms.clear("definition_rejected", "destinations");
    } else {
      alarms.raise("definition_rejected", "destinations", first(errors));
    }
  }

  /** A journal that takes nothing any more, or has lost something. */
  void journal(EventJournal journal) {
    stand(
        "journal_failed",
        journal
            .trouble()
            .map(why -> Map.of("journal", why + "; intake answers 503 until a restart"))
            .orElse(Map.of()));
    stand(
        "journal_damaged", journal.damage().map(what -> Map.of("journal", what)).orElse(Map.of()));
  }

  /** Lanes whose destination does not answer for a while. */
  void lanes(Supplier<List<LaneStatus>> lanes, Instant now) {
    Map<String, String> down = new HashMap<>();
    Set<String> away = new HashSet<>();
    for (LaneStatus lane : lanes.get()) {
      String id = lane.connection().toString();
      if (AWAY.contains(lane.state())) {
        away.add(id);
        Instant since = downSince.computeIfAbsent(id, key -> now);
        if (!now.isBefore(since.plus(DOWN))) {
          down.put(id, "no usable answer since " + since + "; nothing is lost, the lane probes");
        }
      }
    }
    downSince.keySet().retainAll(away);
    stand("lane_down", down);
  }

  /** These stand now, of this kind, and no others. */
  void stand(String kind, Map<String, String> sentences) {
    Set<String> before = raised.computeIfAbsent(kind, key -> new HashSet<>());
    sentences.forEach((subject, sentence) -> alarms.raise(kind, subject, sentence));
    before.stream()
        .filter(subject -> !sentences.containsKey(subject))
        .forEach(subject -> alarms.clear(kind, subject));
    raised.put(kind, new HashSet<>(sentences.keySet()));
  }

  private static String first(List<Problem> problems) {
    List<Problem> errors = problems.stream().filter(Problem::isError).toList();
    return errors.isEmpty()
        ? "refused"
        : errors.getFirst().headline()
            + (errors.size() == 1 ? "" : " and " + (errors.size() - 1) + " more");
  }
}
