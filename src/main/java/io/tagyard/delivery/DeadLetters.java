package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import io.tagyard.journal.Receipt;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Dead letters: looked through, tried again, discarded. Thread-safe. */
public final class DeadLetters {
  /** Most letters of one page. */
  public static final int PAGE_MAX = 500;

  private static final String SEPARATOR = "~";

  private final Lanes lanes;
  private final Parking parking;

  /** The dead letters of these lanes. */
  public DeadLetters(Lanes lanes) {
    this.lanes = lanes;
    this.parking = lanes.equipment().parking();
  }

  /**
   * Which letters. Empty texts mean any.
   *
   * @param since died at or after this; null = ever
   * @param id only this one; empty = any
   */
  public record Filter(
      String workspace, String connection, String reason, @Nullable Instant since, String id) {
    /** Every letter. */
    public static final Filter ALL = new Filter("", "", "", null, "");

    private boolean fits(DeadLetterRow row) {
      return (workspace.isEmpty() || workspace.equals(row.workspace()))
          && (connection.isEmpty() || connection.equals(row.connection()))
          && (reason.isEmpty() || reason.equals(row.reason()))
          && row.diedAt() >= sinceMillis();
    }

    private long sinceMillis() {
      return since == null ? 0 : since.toEpochMilli();
    }
  }

  /**
   * A page, newest first.
   *
   * @param after where the next page begins; null when this is the last
   */
  public record Page(List<DeadLetter> letters, @Nullable String after) {}

  /**
   * What a retry did, or would do.
   *
   * @param matching letters that fit the filter
   * @param retried put back to be sent now
   * @param gone their event is not kept any more, or their connection is not there: they stay
   */
  public record Retried(long matching, long retried, long gone) {}

  /**
   * Letters that fit, without discarded ones.
   *
   * @param limit at most {@link #PAGE_MAX}
   * @param after as the page before said; null = from the newest
   */
  public Page list(Filter filter, int limit, @Nullable String after) {
    int max = Math.max(1, Math.min(limit, PAGE_MAX));
    List<DeadLetterRow> rows = page(filter, max + 1, after);
    List<DeadLetter> letters = rows.stream().limit(max).map(DeadLetter::of).toList();
    boolean more = rows.size() > max;
    return new Page(letters, more ? place(rows.get(max - 1)) : null);
  }

  /** How many fit, without discarded ones. */
  public long count(Filter filter) {
    return filter.id().isEmpty()
        ? parking
            .deadLetters()
            .countFitting(
                filter.workspace(), filter.connection(), filter.reason(), filter.sinceMillis())
        : page(filter, 1, null).size();
  }

  /**
   * Puts letters back on their lanes, due now, with a fresh schedule. They are sent as the routes,
   * the mapping and consent are now, with the same event id.
   *
   * @param dryRun only counts
   */
  public Retried retry(Filter filter, boolean dryRun) {
    long matching = count(filter);
    if (dryRun) {
      return new Retried(matching, 0, 0);
    }
    long retried = 0;
    long gone = 0;
    String after = null;
    while (true) {
      List<DeadLetterRow> rows = page(filter, PAGE_MAX, after);
      Map<ConnectionId, List<DeadLetterRow>> byLane =
          rows.stream()
              .collect(
                  Collectors.groupingBy(
                      row -> new ConnectionId(row.workspace(), row.connection())));
      for (Map.Entry<ConnectionId, List<DeadLetterRow>> entry : byLane.entrySet()) {
        int back = putBack(entry.getKey(), entry.getValue());
        retried += back;
        gone += entry.getValue().size() - back;
      }
      if (rows.size() < PAGE_MAX) {
        return new Retried(matching, retried, gone);
      }
      after = place(rows.getLast());
    }
  }

  /** Takes letters out of the lists, for good, with a reason people can read later. */
  public long discard(Filter filter, String comment) {
    long discarded = 0;
    while (true) {
      List<String> ids = page(filter, PAGE_MAX, null).stream().map(DeadLetterRow::id).toList();
      if (ids.isEmpty()) {
        return discarded;
      }
      long now = now().toEpochMilli();
      String remark = Details.shortened(comment, Details.SENTENCE_MAX);
      parking.durably(() -> {
        parking.deadLetters().discard(ids, now, remark);
        return true;
      });
      discarded += ids.size();
    }
  }

  private int putBack(ConnectionId id, List<DeadLetterRow> rows) {
    Optional<Lane> lane = lanes.lane(id);
    if (lane.isEmpty()) {
      return 0;
    }
    List<ParkedRow> parked =
        rows.stream()
            .filter(row -> lanes.equipment().journal().at(row.journalPosition()).isPresent())
            .map(this::parked)
            .toList();
    parking.books().lock();
    try {
      putBack(lane.get(), parked);
    } finally {
      parking.books().unlock();
    }
    return parked.size();
  }

  private void putBack(Lane lane, List<ParkedRow> parked) {
    Counts moves = Counts.NONE.moved(Fate.DEAD, Fate.PARKED, parked.size());
    List<Receipt> receipts = parked.stream().map(Receipts::of).toList();
    List<Long> owed =
        parking.write(
            new Parking.Round(lane.id(), parked, List.of(), List.of(), List.of(), moves, receipts));
    lane.standing().move(moves);
    lane.expect(parked);
    lanes.equipment().journal().note(receipts);
    parking.owed().noted(owed);
  }

  private ParkedRow parked(DeadLetterRow row) {
    long now = now().toEpochMilli();
    return new ParkedRow(
        row.id(),
        row.workspace(),
        row.connection(),
        row.journalPosition(),
        row.eventId(),
        row.eventName(),
        row.orderId(),
        0,
        null,
        now,
        "retry_asked",
        "an operator asked for another try",
        row.route(),
        row.firstFate(),
        row.extras(),
        now);
  }

  private List<DeadLetterRow> page(Filter filter, int max, @Nullable String after) {
    if (!filter.id().isEmpty()) {
      return parking
          .deadLetters()
          .findById(filter.id())
          .filter(row -> row.discardedAt() == null && filter.fits(row))
          .stream()
          .toList();
    }
    Place before = Place.of(after);
    return parking
        .deadLetters()
        .list(
            filter.workspace(),
            filter.connection(),
            filter.reason(),
            filter.sinceMillis(),
            before.time(),
            before.id(),
            max);
  }

  /** Where a page begins. One that nobody handed out means the beginning. */
  private record Place(long time, String id) {
    static Place of(@Nullable String after) {
      int cut = after == null ? -1 : after.indexOf(SEPARATOR);
      if (after == null || cut < 1 || !after.substring(0, cut).matches("[0-9]{1,18}")) {
        return new Place(Long.MAX_VALUE, "");
      }
      return new Place(Long.parseLong(after.substring(0, cut)), after.substring(cut + 1));
    }
  }

  private static String place(DeadLetterRow row) {
    return row.diedAt() + SEPARATOR + row.id();
  }

  private Instant now() {
    return lanes.equipment().clock().instant();
  }
}
