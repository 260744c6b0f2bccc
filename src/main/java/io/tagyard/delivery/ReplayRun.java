package io.tagyard.delivery;

import io.tagyard.diagnostic.Rate;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.JournaledEvent;
import io.tagyard.journal.Receipt;
import io.tagyard.route.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One replay at work: a chunk at a time, and the next only when all of it is recorded. */
final class ReplayRun {
  private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);
  private static final int CHUNK = 100;
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Lanes lanes;
  private final ConnectionId id;
  private final RateLimit rate;
  private final Consumer<ReplayRow> save;
  private final Runnable ended;
  private final Thread thread;
  private final CountDownLatch cancelled = new CountDownLatch(1);
  private ReplayRow row;
  private volatile boolean stopping;

  ReplayRun(ReplayRow row, Lanes lanes, Consumer<ReplayRow> save, Runnable ended) {
    this.row = row;
    this.lanes = lanes;
    this.id = new ConnectionId(row.workspace(), row.connection());
    this.rate =
        RateLimit.of(new Rate(row.perSecond(), Duration.ofSeconds(1)), lanes.equipment().clock());
    this.save = save;
    this.ended = ended;
    this.thread = Thread.ofVirtual().name("replay-" + id).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Takes no further events; false when it was cancelled before. */
  boolean cancel() {
    boolean first = cancelled.getCount() > 0;
    cancelled.countDown();
    return first;
  }

  void interrupt() throws InterruptedException {
    stopping = true;
    cancelled.countDown();
    thread.join(Duration.ofSeconds(1));
  }

  private void run() {
    try {
      boolean more = true;
      while (more && cancelled.getCount() > 0) {
        more = chunk();
      }
      if (!stopping) {
        close(more ? Replays.CANCELLED : Replays.DONE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.error("replay {} to {} failed at {}", row.id(), id, row.nextPosition(), e);
      close(Replays.CANCELLED);
    } finally {
      ended.run();
    }
  }

  /** Replays one chunk; false when there is no more. */
  private boolean chunk() throws InterruptedException {
    Optional<Lane> lane = lanes.lane(id);
    List<JournaledEvent> events =
        lanes.equipment().journal().read(row.nextPosition(), CHUNK).stream()
            .filter(event -> event.position() < row.untilPosition())
            .toList();
    if (lane.isEmpty() || events.isEmpty()) {
      return false;
    }
    List<JournaledEvent> wanted = events.stream().filter(this::wanted).toList();
    List<Cargo> legs = lanes.planner().plan(wanted, lane.get().table()).getOrDefault(id, List.of());
    Tally tally = new Tally(legs.size());
    int skipped = 0;
    for (Cargo leg : legs) {
      Optional<Origin.Replayed> origin = origin(leg.position(), lane.get(), tally);
      if (origin.isEmpty()) {
        skipped++;
        tally.recorded.countDown();
      } else if (!put(leg, origin.get(), lane.get())) {
        return true;
      }
    }
    if (!tally.await()) {
      return true;
    }
    row = tally.added(row, events.getLast().position() + 1, skipped);
    save.accept(row);
    return true;
  }

  private boolean wanted(JournaledEvent event) {
    SafeEvent safe = event.event();
    boolean name = row.eventName() == null || safe.name().equals(row.eventName());
    boolean order =
        row.orderId() == null || safe.orderId().filter(row.orderId()::equals).isPresent();
    return name && order && safe.workspace().equals(id.workspace());
  }

  /** How the leg stands now; empty when it is on its way already. */
  private Optional<Origin.Replayed> origin(long position, Lane lane, Tally tally) {
    Optional<Receipt> receipt =
        lanes.equipment().journal().receipts(position).stream()
            .filter(one -> one.connection().equals(id))
            .findFirst();
    if (receipt.isEmpty()) {
      return lane.standing().isFinished(position)
          ? Optional.of(new Origin.Replayed(null, null, tally::count))
          : Optional.empty();
    }
    Fate fate = receipt.get().fate();
    return fate == Fate.PARKED || fate == Fate.PENDING
        ? Optional.empty()
        : Optional.of(new Origin.Replayed(fate, Receipts.first(receipt.get()), tally::count));
  }

  /** Puts a leg on the siding when there is room and the rate allows it; false when cancelled. */
  private boolean put(Cargo leg, Origin.Replayed origin, Lane lane) throws InterruptedException {
    while (lane.sidingSize() >= CHUNK || !rate.wait(1).isZero()) {
      if (cancelled.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    rate.spend(1);
    lane.addToSiding(
        List.of(
            new Cargo(
                leg.position(),
                leg.bytes(),
                leg.event(),
                leg.openedAt(),
                leg.leg(),
                leg.table(),
                leg.extras(),
                Tries.NONE,
                origin)));
    return true;
  }

  private void close(String state) {
    row =
        new ReplayRow(
            row.id(),
            row.workspace(),
            row.connection(),
            row.eventName(),
            row.orderId(),
            row.perSecond(),
            row.fromPosition(),
            row.untilPosition(),
            state.equals(Replays.DONE) ? row.untilPosition() : row.nextPosition(),
            state,
            row.sent(),
            row.delivered(),
            row.withheld(),
            row.parked(),
            row.dead(),
            row.skipped(),
            row.createdAt(),
            row.changedAt());
    save.accept(row);
  }

  /** Counts the results of one chunk. */
  private final class Tally {
    private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
    private final List<Result> results = new ArrayList<>();
    private final CountDownLatch recorded;

    Tally(int legs) {
      recorded = new CountDownLatch(legs);
    }

    synchronized void count(Result result) {
      results.add(result);
      fates.merge(result.fate(), 1L, Long::sum);
      recorded.countDown();
    }

    boolean await() throws InterruptedException {
      while (!recorded.await(LOOK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)) {
        if (cancelled.getCount() == 0) {
          return false;
        }
      }
      return true;
    }

    synchronized ReplayRow added(ReplayRow to, long next, int skipped) {
      return new ReplayRow(
          to.id(),
          to.workspace(),
          to.connection(),
          to.eventName(),
          to.orderId(),
          to.perSecond(),
          to.fromPosition(),
          to.untilPosition(),
          next,
          to.state(),
          to.sent() + results.size(),
          to.delivered() + fates.getOrDefault(Fate.DELIVERED, 0L),
          to.withheld() + fates.getOrDefault(Fate.WITHHELD, 0L),
          to.parked() + fates.getOrDefault(Fate.PARKED, 0L),
          to.dead() + fates.getOrDefault(Fate.DEAD, 0L),
          to.skipped() + skipped,
          to.createdAt(),
          to.changedAt());
    }
  }
}
