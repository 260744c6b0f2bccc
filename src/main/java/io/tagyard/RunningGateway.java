package io.tagyard;

import io.micronaut.context.ApplicationContext;
import io.micronaut.http.server.netty.NettyEmbeddedServer;
import io.tagyard.cli.ProcessSecrets;
import io.tagyard.cli.RunningAt;
import io.tagyard.cli.Setting;
import io.tagyard.cli.Settings;
import io.tagyard.delivery.Lanes;
import io.tagyard.delivery.Parking;
import io.tagyard.delivery.Replays;
import io.tagyard.delivery.StorePair;
import io.tagyard.journal.JournalConfig;
import io.tagyard.journal.RocksJournal;
import io.tagyard.operator.OperatorKeys;
import io.tagyard.privacy.TinkSealer;
import io.tagyard.route.Yard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway at work: its parts in the order in which they start, and the other way round for a
 * stop.
 */
final class RunningGateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RunningGateway.class);

  /** For requests that are under way when the doors close. */
  private static final Duration LAST_ANSWERS = Duration.ofSeconds(2);

  private final Deque<Part> parts;
  private final Yard yard;
  private final int port;
  private final Optional<String> firstAdminKey;
  private final CompletableFuture<String> failure;

  /** Something that was started and is closed at the end. */
  private record Part(String name, AutoCloseable closing) {}

  private RunningGateway(
      Deque<Part> parts,
      Yard yard,
      int port,
      Optional<String> firstAdminKey,
      CompletableFuture<String> failure) {
    this.parts = parts;
    this.yard = yard;
    this.port = port;
    this.firstAdminKey = firstAdminKey;
    this.failure = failure;
  }

  /**
   * Starts everything; when a part fails, what was started before it is closed again.
   *
   * @throws TinkSealer.KeyTrouble when the keyset cannot be used
   * @throws io.tagyard.journal.JournalFailure when the data folder cannot be used, or another
   *     process uses it
   */
  static RunningGateway start(Settings settings, InstantSource clock) throws TinkSealer.KeyTrouble {
    Deque<Part> parts = new ArrayDeque<>();
    try {
      return start(settings, clock, parts);
    } catch (TinkSealer.KeyTrouble | RuntimeException e) {
      closeAll(parts);
      throw e;
    }
  }

  private static RunningGateway start(Settings settings, InstantSource clock, Deque<Part> parts)
      throws TinkSealer.KeyTrouble {
    Path data = DataFormat.open(settings.folder(Setting.DATA));
    RocksJournal journal = journal(settings, data, clock);
    DataFolder.clear(data.resolve(DataFolder.STAGING)); // a kill left it: it holds space
    parts.push(new Part("journal", journal));
    TinkSealer sealer = DataKeys.open(data, journal);
    DemoSandbox sandbox = new DemoSandbox(data.resolve("sandbox.port"));
    parts.push(new Part("sandbox", sandbox));
    Yard yard = yard(settings, clock, data, sandbox);
    Disk disk = new Disk(data, DiskMarks.of(settings));

    ApplicationContext context =
        ApplicationContext.builder()
            .mainClass(Gateway.class)
            .banner(false)
            .properties(GatewayProperties.of(settings))
            .singletons(new Wiring.Given(settings, clock, journal, sealer, yard, sandbox, disk))
            .build()
            .start();
    parts.push(new Part("context", context));
    Optional<String> firstAdminKey = context.getBean(OperatorKeys.class).firstAdminKey();

    reunite(new StorePair(journal, context.getBean(Parking.class)), settings);
    Lanes lanes = context.getBean(Lanes.class);
    lanes.start(yard.current());
    yard.onSwap(swap -> lanes.reload(swap.routes(), swap.removed()));
    parts.push(new Part("lanes", () -> stop(lanes, settings)));
    Replays replays = context.getBean(Replays.class);
    replays.resume();
    parts.push(new Part("replays", replays::stop));
    CompletableFuture<String> failure = new CompletableFuture<>();
    List<Housekeeping.Task> tasks =
        Chores.of(context, settings, yard, journal, lanes, disk, failure);
    parts.push(new Part("housekeeping", Housekeeping.start(tasks, clock)));

    NettyEmbeddedServer server = context.getBean(NettyEmbeddedServer.class).start();
    // the last to open is the first to close: nothing comes in meanwhile
    parts.push(new Part("doors", () -> close(server)));
    Path note = data.resolve(RunningAt.FILE);
    parts.push(new Part("note of the port", () -> Files.deleteIfExists(note)));
    tell(note, server.getPort());
    return new RunningGateway(parts, yard, server.getPort(), firstAdminKey, failure);
  }

  private static void tell(Path note, int port) {
    try {
      DataFolder.replace(note, RunningAt.note(port));
    } catch (IOException e) { // commands then need --port
      LOG.warn("{} cannot be written: {}", note, e.toString());
    }
  }

  private static RocksJournal journal(Settings settings, Path data, InstantSource clock) {
    boolean redeliver = settings.get(Setting.STORES_APART).equals("redeliver");
    if (!redeliver && DataFolder.hasDatabaseOnly(data)) {
      throw new CannotStart(
          "%s is missing, and the database beside it is not; restore a backup of both, or start once"
                  .formatted(data.resolve(RocksJournal.FOLDER))
              + " with stores-apart: redeliver, which begins with an empty journal");
    }
    JournalConfig config =
        JournalConfig.DEFAULT
            .withDedupWindow(settings.get(Setting.DEDUP_WINDOW))
            .goingOn(settings.get(Setting.JOURNAL_DAMAGED).equals("continue"));
    return RocksJournal.open(data, config, clock);
  }

  private static Yard yard(Settings settings, InstantSource clock, Path data, DemoSandbox sandbox) {
    Yard.Folders folders =
        new Yard.Folders(
            settings.folder(Setting.ROUTES),
            settings.folder(Setting.DESTINATIONS),
            data,
            settings.get(Setting.DEMO),
            false);
    Yard yard = new Yard(folders, ProcessSecrets.of(settings, sandbox::port), clock);
    yard.poll();
    return yard;
  }

  private static void reunite(StorePair pair, Settings settings) {
    if (settings.get(Setting.STORES_APART).equals("redeliver")) {
      pair.redeliverIfApart();
    } else {
      pair.refuseIfApart();
    }
  }

  /** Answers who has been asked for something, and lets nobody else in. */
  private static void close(NettyEmbeddedServer server) throws InterruptedException {
    try {
      server
          .shutdownGracefully()
          .toCompletableFuture()
          .get(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.info("stopped with senders that did not come to an end");
    }
    // stop() would close the whole context, and with it what the lanes still work with
    server.stopServerOnly();
  }

  private static void stop(Lanes lanes, Settings settings) throws InterruptedException {
    if (!lanes.stop(settings.get(Setting.STOP))) {
      LOG.warn("stopped with requests in flight; their legs are sent again at the next start");
    }
  }

  Yard yard() {
    return yard;
  }

  /** Where it listens. */
  int port() {
    return port;
  }

  /** The admin key, when this is the first start and nobody set one: shown once. */
  Optional<String> firstAdminKey() {
    return firstAdminKey;
  }

  /**
   * Returns when the gateway can keep nothing any more, and says why. What became of the last write
   * is unknown, so only a new start, which reads what is there, may promise anything again.
   */
  String awaitFailure() {
    return failure.join();
  }

  /** A clean stop: intake closes, lanes finish what is in flight, every place is kept. */
  @Override
  public void close() {
    closeAll(parts);
  }

  private static void closeAll(Deque<Part> parts) {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closing().close();
      } catch (Exception e) { // the other parts must still be closed
        LOG.error("{} did not close", part.name(), e);
      }
    }
  }
}
