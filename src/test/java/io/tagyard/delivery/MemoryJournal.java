package io.tagyard.delivery;

import io.tagyard.event.ConnectionId;
import io.tagyard.event.Json;
import io.tagyard.event.QuarantinedEvent;
import io.tagyard.event.SafeEvent;
import io.tagyard.journal.Entry;
import io.tagyard.journal.EventJournal;
import io.tagyard.journal.JournaledEvent;
import io.tagyard.journal.Kept;
import io.tagyard.journal.LaneCursor;
import io.tagyard.journal.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A journal in memory, with gaps between positions. What is in it survives a "crash" of lanes. */
final class MemoryJournal implements EventJournal {
  private static final int STEP = 3;

  private final TreeMap<Long, JournaledEvent> events = new TreeMap<>();
  private final Map<ConnectionId, TreeMap<Long, Receipt>> receipts = new HashMap<>();
  private final Map<ConnectionId, LaneCursor> cursors = new HashMap<>();
  private long end = 1;

  synchronized long add(SafeEvent event) {
    long position = end;
    events.put(position, new JournaledEvent(position, event, Json.write(event.body()).length));
    end += STEP;
    notifyAll();
    return position;
  }

  @Override
  public CompletableFuture<List<Kept>> append(List<Entry> entries) {
    List<Kept> kept = new ArrayList<>();
    for (Entry entry : entries) {
      kept.add(new Kept.Stored(add(((Entry.Event) entry).event())));
    }
    return CompletableFuture.completedFuture(kept);
  }

  @Override
  public synchronized List<JournaledEvent> read(long from, int max, long bytes) {
    List<JournaledEvent> read = new ArrayList<>();
    long left = bytes;
    for (JournaledEvent event : events.tailMap(from).values()) {
      if (read.size() == max || (left <= 0 && !read.isEmpty())) {
        break;
      }
      read.add(event);
      left -= event.bytes();
    }
    return read;
  }

  @Override
  public synchronized Optional<JournaledEvent> at(long position) {
    return Optional.ofNullable(events.get(position));
  }

  @Override
  public synchronized long first() {
    return events.isEmpty() ? end : events.firstKey();
  }

  @Override
  public synchronized long end() {
    return end;
  }

  @Override
  public synchronized long positionAt(Instant receivedAt) {
    return events.values().stream()
        .filter(event -> !event.event().receivedAt().isBefore(receivedAt))
        .mapToLong(JournaledEvent::position)
        .min()
        .orElse(end);
  }

  @Override
  public synchronized void awaitBeyond(long beyond, Duration atMost) throws InterruptedException {
    if (end <= beyond) {
      wait(Math.max(1, atMost.toMillis()));
    }
  }

  @Override
  public synchronized List<JournaledEvent> findById(String workspace, String eventId) {
    return events.values().stream().filter(e -> e.event().id().equals(eventId)).toList();
  }

  @Override
  public synchronized List<JournaledEvent> findByOrder(String workspace, String orderId, int max) {
    return events.values().stream()
        .filter(e -> e.event().orderId().filter(orderId::equals).isPresent())
        .limit(max)
        .toList();
  }

  @Override
  public List<QuarantinedEvent> quarantined(
      @Nullable String workspace, @Nullable String after, int max) {
    return List.of();
  }

  @Override
  public Optional<QuarantinedEvent> quarantinedById(String id) {
    return Optional.empty();
  }

  @Override
  public void releaseQuarantined(String id) {}

  @Override
  public synchronized void note(List<Receipt> noted) {
    for (Receipt receipt : noted) {
      receipts
          .computeIfAbsent(receipt.connection(), id -> new TreeMap<>())
          .put(receipt.position(), receipt);
    }
  }

  @Override
  public synchronized List<Receipt> receipts(long position) {
    return receipts.values().stream()
        .flatMap(lane -> Optional.ofNullable(lane.get(position)).stream())
        .toList();
  }

  @Override
  public synchronized List<Receipt> receiptsFrom(ConnectionId lane, long position, int max) {
    return receipts.getOrDefault(lane, new TreeMap<>()).tailMap(position).values().stream()
        .limit(max)
        .toList();
  }

  @Override
  public synchronized void saveCursors(List<LaneCursor> saved, boolean sync) {
    saved.forEach(cursor -> cursors.put(cursor.lane(), cursor));
  }

  @Override
  public synchronized Map<ConnectionId, LaneCursor> cursors() {
    return Map.copyOf(cursors);
  }

  @Override
  public synchronized void forgetLane(ConnectionId lane) {
    cursors.remove(lane);
    receipts.remove(lane);
  }

  @Override
  public synchronized long dropBefore(Instant receivedAt) {
    events.values().removeIf(event -> event.event().receivedAt().isBefore(receivedAt));
    return first();
  }

  @Override
  public long bytes() {
    return 0;
  }

  @Override
  public Optional<String> trouble() {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
