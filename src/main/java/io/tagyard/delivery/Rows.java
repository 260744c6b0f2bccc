package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns results into what is stored of them. Pure. */
final class Rows {
  private Rows() {}

  /**
   * The store's part of a round.
   *
   * @param receipts of the results, in the same order
   */
  static Parking.Round round(
      ConnectionId lane, List<Result> results, List<Receipt> receipts, Duration retention) {
    Map<String, ParkedRow> parked = new LinkedHashMap<>();
    Map<String, DeadLetterRow> dead = new LinkedHashMap<>();
    Map<String, OrderStateRow> states = new LinkedHashMap<>();
    List<String> settled = new ArrayList<>();
    Counts moves = Counts.NONE;
    for (Result result : results) {
      String id = Parking.id(lane, result.cargo().position());
      Fate fate = fate(result);
      if (fate == Fate.PARKED) {
        parked.put(id, parked(lane, result));
      } else if (fate == Fate.DEAD) {
        dead.put(id, dead(lane, result, retention));
      } else if (!(result.cargo().origin() instanceof Origin.Journal)) {
        settled.add(id);
      }
      if (result.state() != null) {
        OrderStateRow row = state(lane, result.cargo().safe(), result.state(), result.at());
        states.put(row.id(), row);
      }
      moves = moves.plus(move(result));
    }
    return new Parking.Round(
        lane,
        List.copyOf(parked.values()),
        List.copyOf(dead.values()),
        settled,
        List.copyOf(states.values()),
        moves,
        moved(results, receipts));
  }

  /** Receipts of legs that had a fate before: what stood about them in the journal is not true. */
  private static List<Receipt> moved(List<Result> results, List<Receipt> receipts) {
    List<Receipt> moved = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      if (!move(results.get(i)).equals(Counts.NONE)) {
        moved.add(receipts.get(i));
      }
    }
    return moved;
  }

  /** The fate a leg has now: what was delivered once stays so, whatever a replay brings. */
  static Fate fate(Result result) {
    boolean deliveredBefore =
        result.cargo().origin() instanceof Origin.Replayed replayed
            && replayed.from() == Fate.DELIVERED;
    boolean worse = result.fate() == Fate.WITHHELD || result.fate() == Fate.DEAD;
    return deliveredBefore && worse ? Fate.DELIVERED : result.fate();
  }

  /** How the lane's counts change besides the first fates. */
  static Counts move(Result result) {
    Fate fate = fate(result);
    return switch (result.cargo().origin()) {
      case Origin.Journal ignored -> Counts.NONE;
      case Origin.Parking ignored -> Counts.NONE.moved(Fate.PARKED, fate, 1);
      case Origin.Replayed replayed -> Counts.NONE.moved(replayed.from(), fate, 1);
    };
  }

  /** The fate the leg was counted under first; null when the lane had not matched it. */
  static @Nullable Fate first(Result result) {
    return switch (result.cargo().origin()) {
      case Origin.Journal ignored -> result.fate();
      case Origin.Parking parking -> parking.first();
      case Origin.Replayed replayed -> replayed.first();
    };
  }

  static Fate fate(String word) {
    return Fate.valueOf(word.toUpperCase(Locale.ROOT));
  }

  private static ParkedRow parked(ConnectionId lane, Result result) {
    Cargo cargo = result.cargo();
    SafeEvent event = cargo.safe();
    Fate first = first(result);
    Instant tried = result.tries().first();
    Instant due = result.due() == null ? result.at() : result.due();
    return new ParkedRow(
        Parking.id(lane, cargo.position()),
        lane.workspace(),
        lane.connection(),
        cargo.position(),
        event.id(),
        event.name(),
        OrderQueue.key(event).orElse(null),
        result.tries().count(),
        tried == null ? null : tried.toEpochMilli(),
        due.toEpochMilli(),
        result.reason(),
        Details.shortened(result.sentence(), Details.SENTENCE_MAX),
        route(cargo),
        first == null ? null : first.toString(),
        cargo.extras(),
        result.at().toEpochMilli());
  }

  private static DeadLetterRow dead(ConnectionId lane, Result result, Duration retention) {
    Cargo cargo = result.cargo();
    SafeEvent event = cargo.safe();
    Fate first = first(result);
    String sentence = Details.shortened(result.sentence(), Details.SENTENCE_MAX);
    return new DeadLetterRow(
        Parking.id(lane, cargo.position()),
        lane.workspace(),
        lane.connection(),
        cargo.position(),
        event.id(),
        event.name(),
        OrderQueue.key(event).orElse(null),
        route(cargo),
        result.reason(),
        sentence,
        answer(result),
        result.tries().count(),
        first == null ? null : first.toString(),
        cargo.extras(),
        result.internal() ? "internal" : "undeliverable",
        fingerprint(lane, result.reason(), sentence),
        result.at().toEpochMilli(),
        (cargo.isDamaged() ? result.at() : event.receivedAt().plus(retention)).toEpochMilli(),
        null,
        null);
  }

  /**
   * A parked leg whose event is not in the journal any more.
   *
   * @param damaged whether it should be
   */
  static DeadLetterRow gone(ParkedRow row, boolean damaged, Instant now) {
    String reason = damaged ? Loading.EVENT_DAMAGED : "expired";
    String sentence =
        damaged ? Loading.CANNOT_BE_READ : "its event left the journal before it could be sent";
    ConnectionId lane = new ConnectionId(row.workspace(), row.connection());
    return new DeadLetterRow(
        row.id(),
        row.workspace(),
        row.connection(),
        row.journalPosition(),
        row.eventId(),
        row.eventName(),
        row.orderId(),
        row.route(),
        reason,
        sentence,
        null,
        row.attempts(),
        row.firstFate(),
        row.extras(),
        "undeliverable",
        fingerprint(lane, reason, sentence),
        now.toEpochMilli(),
        now.toEpochMilli(),
        null,
        null);
  }

  private static String route(Cargo cargo) {
    return cargo.leg() == null ? "" : cargo.leg().route();
  }

  private static @Nullable String answer(Result result) {
    return result.detail() == null || !result.detail().has("answer")
        ? null
        : Details.shortened(result.detail().get("answer").toString(), 2 * Details.ANSWER_MAX - 1);
  }

  private static OrderStateRow state(
      ConnectionId lane, SafeEvent event, OrderState state, Instant at) {
    String order = OrderQueue.key(event).orElseThrow();
    return new OrderStateRow(
        Parking.orderKey(lane, order),
        lane.workspace(),
        lane.connection(),
        order,
        state.content().toString(),
        at.toEpochMilli());
  }

  /** Equal for letters with the same cause: numbers and long words are left out of the sentence. */
  private static String fingerprint(ConnectionId lane, String reason, String sentence) {
    String shape = sentence.replaceAll("[0-9]+", "#").replaceAll("\\S{24,}", "*");
    return Details.digest(lane + "|" + reason + "|" + shape).substring(0, 16);
  }
}
