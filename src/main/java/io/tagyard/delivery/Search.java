package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.JournaledEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds events by what became of them, oldest first. Parked and dead legs are found by their rows,
 * however old; the events of an order by its look-up; everything else by reading the journal, a
 * bounded part of it in one search. Thread-safe.
 */
public final class Search {
  /** Most events one search reads; it then answers with what it found and where it stopped. */
  public static final int READ_MAX = 20_000;

  private static final int CHUNK = 500;
  private static final int ORDER_MAX = 1_000;

  private final Stories stories;
  private final EventJournal journal;
  private final Parking parking;

  /** Searches what these lanes did. */
  public Search(Lanes lanes, Stories stories) {
    this.stories = stories;
    this.journal = lanes.equipment().journal();
    this.parking = lanes.equipment().parking();
  }

  /**
   * What to find. Empty texts mean any.
   *
   * @param workspaces to look into
   * @param since received at or after this; null = ever
   * @param after position of the last event of the page before; -1 = from the oldest
   */
  public record Query(
      Set<String> workspaces,
      String orderId,
      String connection,
      @Nullable Fate fate,
      @Nullable Instant since,
      long after,
      int limit) {
    private boolean fits(LegStory leg) {
      return (connection.isEmpty() || leg.connection().connection().equals(connection))
          && (fate == null || leg.fate() == fate);
    }

    private boolean fits(SafeEvent event) {
      return workspaces.contains(event.workspace())
          && (since == null || !event.receivedAt().isBefore(since));
    }

    private boolean anyLeg() {
      return connection.isEmpty() && fate == null;
    }
  }

  /**
   * One event with its legs.
   *
   * @param event null when the journal does not keep it any more
   */
  public record Hit(
      long position,
      String workspace,
      String id,
      String name,
      @Nullable JournaledEvent event,
      List<LegStory> legs) {}

  /**
   * A page.
   *
   * @param after where the next page begins; null when there is none
   */
  public record Page(List<Hit> hits, @Nullable Long after) {}

  /** The events that have a leg that fits. */
  public Page find(Query query) {
    if (query.fate() == Fate.PARKED || query.fate() == Fate.DEAD) {
      return byRows(query);
    }
    return query.orderId().isEmpty() ? byReading(query) : byOrder(query);
  }

  private Page byOrder(Query query) {
    List<JournaledEvent> events =
        query.workspaces().stream()
            .flatMap(it -> journal.findByOrder(it, query.orderId(), ORDER_MAX).stream())
            .filter(event -> event.position() > query.after() && query.fits(event.event()))
            .sorted(Comparator.comparingLong(JournaledEvent::position))
            .toList();
    List<Hit> hits = new ArrayList<>();
    for (JournaledEvent event : events) {
      if (hits.size() == query.limit()) {
        return new Page(hits, hits.getLast().position());
      }
      hit(event, query).ifPresent(hits::add);
    }
    return new Page(hits, null);
  }

  private Page byReading(Query query) {
    long from = Math.max(query.after() + 1, since(query));
    long end = journal.end();
    List<Hit> hits = new ArrayList<>();
    for (int read = 0; read < READ_MAX; read += CHUNK) {
      List<JournaledEvent> events = journal.read(from, CHUNK);
      for (JournaledEvent event : events) {
        if (hits.size() == query.limit()) {
          return new Page(hits, from - 1);
        }
        from = event.position() + 1;
        if (query.fits(event.event()) && mayFit(event, query)) {
          hit(event, query).ifPresent(hits::add);
        }
      }
      if (events.isEmpty() || from >= end) {
        return new Page(hits, null);
      }
    }
    return new Page(hits, from - 1);
  }

  /** A receipt tells what was delivered without planning the event again. */
  private boolean mayFit(JournaledEvent event, Query query) {
    return query.fate() != Fate.DELIVERED
        || journal.receipts(event.position()).stream()
            .anyMatch(receipt -> receipt.fate() == Fate.DELIVERED);
  }

  private Page byRows(Query query) {
    long from = Math.max(query.after() + 1, since(query));
    List<Hit> hits = new ArrayList<>();
    List<Long> positions = positions(query, from);
    for (long position : positions) {
      Optional<JournaledEvent> event = journal.at(position);
      if (event.isPresent()) {
        Optional.of(event.get())
            .filter(it -> query.fits(it.event()))
            .flatMap(it -> hit(it, query))
            .ifPresent(hits::add);
      } else {
        gone(position, query).ifPresent(hits::add);
      }
    }
    boolean more = positions.size() == query.limit();
    return new Page(hits, more ? positions.getLast() : null);
  }

  private List<Long> positions(Query query, long from) {
    String order = query.orderId().isEmpty() ? "" : OrderQueue.key(query.orderId());
    return query.workspaces().stream()
        .flatMap(it ->
            (query.fate() == Fate.PARKED
                    ? parking
                        .parkedLegs()
                        .positions(it, query.connection(), order, from, query.limit())
                    : parking
                        .deadLetters()
                        .positions(it, query.connection(), order, from, query.limit()))
                .stream())
        .sorted()
        .limit(query.limit())
        .toList();
  }

  private Optional<Hit> hit(JournaledEvent event, Query query) {
    List<LegStory> legs = stories.legs(event);
    return query.anyLeg() || legs.stream().anyMatch(query::fits)
        ? Optional.of(
            new Hit(
                event.position(),
                event.event().workspace(),
                event.event().id(),
                event.event().name(),
                event,
                legs))
        : Optional.empty();
  }

  /** A dead letter outlives its event. */
  private Optional<Hit> gone(long position, Query query) {
    List<DeadLetterRow> rows =
        parking.deadLetters().at(position).stream()
            .filter(row -> query.workspaces().contains(row.workspace()))
            .toList();
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    DeadLetterRow first = rows.getFirst();
    List<LegStory> legs = rows.stream().map(Search::leg).toList();
    return Optional.of(
        new Hit(position, first.workspace(), first.eventId(), first.eventName(), null, legs));
  }

  private static LegStory leg(DeadLetterRow row) {
    return new LegStory(
        new ConnectionId(row.workspace(), row.connection()),
        row.route(),
        Fate.DEAD,
        row.reason(),
        row.sentence(),
        row.attempts(),
        Instant.ofEpochMilli(row.diedAt()),
        null,
        null);
  }

  /** The oldest position that can fit; what retention dropped fits every time before it. */
  private long since(Query query) {
    if (query.since() == null) {
      return 0;
    }
    long position = journal.positionAt(query.since());
    return position <= journal.first() ? 0 : position;
  }
}
