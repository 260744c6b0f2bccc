package io.tagyard.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Fate;
import io.tagyard.event.Json;
import io.tagyard.journal.Receipt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the journal is told of legs, and what is read from it. Pure. */
final class Receipts {
  /** Member of a receipt's detail: the fate the leg was counted under first. */
  static final String FIRST = "first";

  /** Member of a receipt's detail: further legs of the event to the same connection. */
  static final String EXTRAS = "duplicate_routes";

  private Receipts() {}

  /**
   * The receipts of results of one lane, in their order. Results that share a detail and add the
   * same to it share what comes of it, and with it its space in the journal.
   */
  static List<Receipt> of(ConnectionId lane, List<Result> results) {
    List<Receipt> receipts = new ArrayList<>(results.size());
    Map<ObjectNode, Map<ObjectNode, ObjectNode>> merged = new IdentityHashMap<>();
    for (Result result : results) {
      receipts.add(
          new Receipt(
              result.cargo().position(),
              lane,
              Rows.fate(result),
              Rows.fate(result) == result.fate() ? result.reason() : "replay_" + result.reason(),
              result.tries().count(),
              result.at(),
              detail(result, merged)));
    }
    return receipts;
  }

  private static @Nullable ObjectNode detail(
      Result result, Map<ObjectNode, Map<ObjectNode, ObjectNode>> merged) {
    ObjectNode detail = result.detail();
    ObjectNode more = more(result);
    if (more.isEmpty() || detail == null) {
      return more.isEmpty() ? detail : more;
    }
    return merged
        .computeIfAbsent(detail, same -> new HashMap<>())
        .computeIfAbsent(more, added -> detail.deepCopy().setAll(added));
  }

  /** What a result says beyond the detail of its request. */
  private static ObjectNode more(Result result) {
    ObjectNode more = Json.mapper().createObjectNode();
    if (!result.sentence().isEmpty()) {
      more.put("sentence", Details.shortened(result.sentence(), Details.SENTENCE_MAX));
    }
    Fate first = Rows.first(result);
    if (first != null && first != Rows.fate(result)) {
      more.put(FIRST, first.toString());
    }
    if (result.cargo().extras() > 0) {
      more.put(EXTRAS, result.cargo().extras());
    }
    if (result.due() != null) {
      more.put("due", result.due().toString());
    }
    return more;
  }

  /** What the row of a parked leg says, as a receipt. */
  static Receipt of(ParkedRow row) {
    ObjectNode detail = detail(row.sentence(), row.route(), row.firstFate(), row.extras());
    detail.put("due", Instant.ofEpochMilli(row.dueAt()).toString());
    ConnectionId lane = new ConnectionId(row.workspace(), row.connection());
    Instant at = Instant.ofEpochMilli(row.parkedAt());
    return new Receipt(
        row.journalPosition(), lane, Fate.PARKED, row.reason(), row.attempts(), at, detail);
  }

  /** What the row of a dead letter says, as a receipt. */
  static Receipt of(DeadLetterRow row) {
    ObjectNode detail = detail(row.sentence(), row.route(), row.firstFate(), row.extras());
    ConnectionId lane = new ConnectionId(row.workspace(), row.connection());
    Instant at = Instant.ofEpochMilli(row.diedAt());
    return new Receipt(
        row.journalPosition(), lane, Fate.DEAD, row.reason(), row.attempts(), at, detail);
  }

  private static ObjectNode detail(
      String sentence, String route, @Nullable String first, int extras) {
    ObjectNode detail = Json.mapper().createObjectNode().put("sentence", sentence);
    if (!route.isEmpty()) {
      detail.put("route", route);
    }
    if (first != null) {
      detail.put(FIRST, first);
    }
    if (extras > 0) {
      detail.put(EXTRAS, extras);
    }
    return detail;
  }

  /** The fate a receipt was counted under first. */
  static Fate first(Receipt receipt) {
    String first = receipt.detail() == null ? "" : receipt.detail().path(FIRST).asText("");
    return first.isEmpty() ? receipt.fate() : Rows.fate(first);
  }

  static int extras(Receipt receipt) {
    return receipt.detail() == null ? 0 : receipt.detail().path(EXTRAS).asInt(0);
  }
}
