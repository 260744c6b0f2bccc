package io.tagyard.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.JournaledEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Duplicates that are about another order or another amount than the kept copy: not the same event
 * sent twice but two events under one id, of which the second is lost. Remembers the newest ten
 * thousand kept copies since the start. Thread-safe.
 */
public final class Differences {
  private static final Logger LOG = LoggerFactory.getLogger(Differences.class);
  private static final int EVENTS_MAX = 10_000;
  private static final int TIMES_MAX = 10;

  private final EventJournal journal;
  private final Told told;
  private final Map<Long, List<Difference>> byPosition =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<Difference>> eldest) {
          return size() > EVENTS_MAX;
        }
      };

  /** Compares with what is in this journal and tells of what differs. */
  public Differences(EventJournal journal, Told told) {
    this.journal = journal;
    this.told = told;
  }

  /**
   * A duplicate that differs from the copy that is kept.
   *
   * @param paths of the members that differ
   */
  public record Difference(Instant receivedAt, String source, List<String> paths) {}

  /** Who is told of each. */
  @FunctionalInterface
  public interface Told {
    /** This event differs in these paths from the one that is kept under its id. */
    void differs(SafeEvent duplicate, List<String> paths);
  }

  /** The paths in which this duplicate differs from the copy at this position; empty = in none. */
  List<String> of(SafeEvent duplicate, long position) {
    try {
      return journal.at(position).map(kept -> compared(duplicate, kept)).orElse(List.of());
    } catch (RuntimeException e) {
      LOG.error("the event at {} cannot be compared with its duplicate", position, e);
      return List.of();
    }
  }

  private List<String> compared(SafeEvent duplicate, JournaledEvent kept) {
    JsonNode here = duplicate.body().path("order");
    JsonNode there = kept.event().body().path("order");
    List<String> paths = new ArrayList<>();
    if (!duplicate.orderId().equals(kept.event().orderId())) {
      paths.add("order.id");
    }
    if (!sameAmount(here.path("value"), there.path("value"))) {
      paths.add("order.value");
    }
    if (!here.path("currency").asText("").equalsIgnoreCase(there.path("currency").asText(""))) {
      paths.add("order.currency");
    }
    if (!paths.isEmpty()) {
      remember(duplicate, kept.position(), paths);
      told.differs(duplicate, paths);
    }
    return paths;
  }

  /** 10, 10.0 and "10.00" are one amount. */
  private static boolean sameAmount(JsonNode one, JsonNode other) {
    if (one.isMissingNode() || other.isMissingNode()) {
      return one.isMissingNode() == other.isMissingNode();
    }
    try {
      return new java.math.BigDecimal(one.asText())
              .compareTo(new java.math.BigDecimal(other.asText()))
          == 0;
    } catch (NumberFormatException e) {
      return Objects.equals(one, other);
    }
  }

  private synchronized void remember(SafeEvent duplicate, long position, List<String> paths) {
    List<Difference> known = byPosition.computeIfAbsent(position, key -> new ArrayList<>());
    if (known.size() < TIMES_MAX) {
      known.add(new Difference(duplicate.receivedAt(), duplicate.source(), List.copyOf(paths)));
    }
  }

  /** The first ten duplicates since the start that differ from the event at this position. */
  public synchronized List<Difference> at(long position) {
    return List.copyOf(byPosition.getOrDefault(position, List.of()));
  }
}
