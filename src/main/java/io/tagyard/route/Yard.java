package io.tagyard.route;

import io.tagyard.diagnostic.Place;
import io.tagyard.diagnostic.Problem;
import io.tagyard.diagnostic.Problems;
import io.tagyard.diagnostic.Secrets;
import io.tagyard.diagnostic.SourceText;
import io.tagyard.privacy.PrivacyPolicy;
import io.tagyard.schema.EventSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live configuration: all workspaces, what is active, what was refused. A bad file changes
 * nothing: each workspace goes on with its last good revision, also over a restart. Readers see one
 * whole table or the next; nothing here runs by itself, somebody calls {@link #poll}.
 */
public final class Yard {
  /** The workspace that ships with the gateway: its credentials are public. */
  public static final String DEMO = "demo";

  private static final Logger LOG = LoggerFactory.getLogger(Yard.class);
  private static final String GONE = "gone";

  private final Folders folders;
  private final Secrets secrets;
  private final InstantSource clock;
  private final @Nullable LastGood lastGood;
  private final List<Consumer<Swap>> listeners = new CopyOnWriteArrayList<>();
  private final Map<String, WorkspaceSlot> slots = new TreeMap<>();
  private final Stillness stillness = new Stillness();
  private Definitions installed;
  private boolean loaded;
  private volatile View view;

  /**
   * Where things are.
   *
   * @param routes holds a folder for each workspace
   * @param destinations holds a folder for each destination
   * @param data the gateway's own; revisions are kept below; null = nothing is kept, for commands
   *     that only look
   * @param demo load the demo workspace also when it is not the only one
   * @param strict a secret in clear text is an error
   */
  public record Folders(
      Path routes, Path destinations, @Nullable Path data, boolean demo, boolean strict) {}

  /** What readers see, in one piece. */
  private record View(
      Routes routes,
      Policies policies,
      List<WorkspaceStatus> statuses,
      List<Problem> destinationProblems) {}

  /** A yard that knows the installed destinations and has loaded no workspace yet. */
  public Yard(Folders folders, Secrets secrets, InstantSource clock) {
    this.folders = folders;
    this.secrets = secrets;
    this.clock = clock;
    this.lastGood =
        folders.data() == null ? null : new LastGood(folders.data().resolve("revisions"));
    this.installed = Definitions.withoutExamples(folders.destinations());
    this.view = new View(Routes.NONE, new Policies(Routes.NONE), List.of(), installed.problems());
  }

  /**
   * Reads what has changed since the last time, by content, secrets and definitions included. The
   * first call reads everything; later ones read a folder once two calls in a row find it the same,
   * and let go of one that two find gone.
   *
   * @return whether anything was read again
   * @throws UncheckedIOException when a folder cannot be listed; everything stays as it is
   */
  public synchronized boolean poll() {
    List<Path> found = WorkspaceFolders.below(folders.routes(), folders.demo());
    boolean changed = readDestinations();
    changed |= slots.keySet().removeIf(name -> isGone(name, found));
    for (Path folder : found) {
      changed |= read(folder);
    }
    loaded = true;
    if (changed) {
      publish();
    }
    return changed;
  }

  private boolean isGone(String name, List<Path> found) {
    Path folder = folders.routes().resolve(name);
    return !found.contains(folder) && stillness.of(folder, GONE);
  }

  /** The active routes. */
  public Routes current() {
    return view.routes();
  }

  /** The schemas of a workspace; the built-in ones when it is not active. */
  public EventSchemas schemas(String workspace) {
    return current().workspace(workspace).map(Workspace::schemas).orElse(EventSchemas.builtIn());
  }

  /** What intake does to personal data of such events. */
  public PrivacyPolicy policy(String workspace, String source, String eventName) {
    return view.policies().of(workspace, source, eventName);
  }

  /** How each workspace stands, by name. */
  public List<WorkspaceStatus> statuses() {
    return view.statuses();
  }

  /** What is wrong with the installed destinations. */
  public List<Problem> destinationProblems() {
    return view.destinationProblems();
  }

  /** Calls this after every swap, on the thread that polls. */
  public void onSwap(Consumer<Swap> listener) {
    listeners.add(listener);
  }

  private boolean readDestinations() {
    Path folder = folders.destinations();
    SortedMap<String, String> digests = Definitions.digests(folder);
    boolean still = stillness.of(folder, digests);
    if (digests.equals(installed.digests()) || loaded && !still) {
      return false;
    }
    installed = Definitions.withoutExamples(folder);
    return true;
  }

  private boolean read(Path folder) {
    String name = name(folder);
    List<Problem> problems = new ArrayList<>();
    WorkspaceFiles files = files(folder, problems);
    String digest = files.digest();
    WorkspaceSlot known = slots.get(name);
    WorkspaceSlot slot = known == null ? new WorkspaceSlot(name, secrets) : known;
    WorkspaceSlot.Look look = slot.look(digest);
    boolean still = stillness.of(folder, look);
    if (slot.hasRead(look, installed) || loaded && !still) {
      return false;
    }
    slots.put(name, slot);
    Secrets watched = slot.reading(digest, installed, secrets);
    Optional<Workspace> workspace =
        problems.isEmpty() ? judged(files, watched, problems) : Optional.empty();
    if (workspace.isPresent()) {
      slot.activate(workspace.get(), problems, clock.instant());
      keep(files);
      return true;
    }
    slot.reject(problems, clock.instant());
    if (known == null) {
      fallBack(name, slot);
    }
    return true;
  }

  private static WorkspaceFiles files(Path folder, List<Problem> problems) {
    try {
      return WorkspaceFiles.read(folder);
    } catch (IOException e) {
      Problems unreadable = new Problems();
      String shown = WorkspaceFiles.shown(folder);
      unreadable.error(
          "workspace-unreadable",
          Place.start(SourceText.of(shown + "/workspace.yaml", "")),
          "the folder cannot be read: " + e);
      problems.addAll(unreadable.sorted());
      return new WorkspaceFiles(name(folder), shown, new TreeMap<>());
    }
  }

  private Optional<Workspace> judged(
      WorkspaceFiles files, Secrets watched, List<Problem> problems) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    WorkspaceReader.Outcome outcome = WorkspaceReader.read(files, installed, watched, today);
    problems.addAll(folders.strict() ? Strictness.of(outcome.problems()) : outcome.problems());
    outcome.workspace().ifPresent(workspace -> problems.addAll(sharedKeys(workspace)));
    return problems.stream().anyMatch(Problem::isError) ? Optional.empty() : outcome.workspace();
  }

  private List<Problem> sharedKeys(Workspace workspace) {
    Problems problems = new Problems();
    slots.forEach((name, other) -> {
      if (!name.equals(workspace.name())) {
        SharedKeys.refuse(workspace.keyPlaces(), other.keyPlaces(), problems);
      }
    });
    return problems.sorted();
  }

  private void keep(WorkspaceFiles files) {
    if (lastGood == null) {
      return;
    }
    try {
      lastGood.keep(files);
    } catch (UncheckedIOException e) {
      // the workspace works; only a start with broken files would miss it
      LOG.error("workspace.not_kept workspace={}", files.name(), e);
    }
  }

  private void fallBack(String name, WorkspaceSlot slot) {
    List<Problem> problems = new ArrayList<>();
    Optional<WorkspaceFiles> files = lastGood == null ? Optional.empty() : lastGood.of(name);
    Optional<Workspace> kept = files.flatMap(it -> judged(it, secrets, problems));
    kept.ifPresentOrElse(
        workspace -> slot.fallBack(workspace, problems, clock.instant()),
        () -> LOG.error("workspace.out workspace={}", name));
  }

  private void publish() {
    Routes before = view.routes();
    Routes after =
        Routes.of(slots.values().stream().flatMap(slot -> slot.workspace().stream()).toList());
    view =
        new View(
            after,
            new Policies(after),
            slots.values().stream().map(WorkspaceSlot::status).toList(),
            installed.problems());
    Swap swap = Swap.between(before, after);
    listeners.forEach(listener -> listener.accept(swap));
  }

  private static String name(Path folder) {
    return folder.getFileName().toString();
  }
}
