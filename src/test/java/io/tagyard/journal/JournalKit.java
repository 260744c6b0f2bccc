package io.tagyard.journal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.event.ConnectionId;
import io.tagyard.event.Events;
import io.tagyard.event.Fate;
import io.tagyard.event.Fault;
import io.tagyard.event.QuarantinedEvent;
import io.tagyard.event.SafeEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A journal in a folder of its own, and what is put into it. */
abstract class JournalKit implements JournalEngine {
  static final Duration WINDOW = Duration.ofDays(7);
  static final ConnectionId META = new ConnectionId("acme", "meta");
  static final ConnectionId PARTNERS = new ConnectionId("acme", "partners");

  @TempDir Path folder;
  EventJournal journal;

  @BeforeEach
  void openJournal() {
    journal = open(folder, WINDOW, InstantSource.fixed(Events.NOON));
  }

  @AfterEach
  void closeJournal() {
    journal.close();
  }

  final void reopen() {
    journal.close();
    openJournal();
  }

  final List<Kept> append(SafeEvent... events) {
    Entry[] entries = new Entry[events.length];
    for (int i = 0; i < events.length; i++) {
      entries[i] = new Entry.Event(events[i]);
    }
    return append(entries);
  }

  final List<Kept> append(Entry... entries) {
    return journal.append(List.of(entries)).orTimeout(30, TimeUnit.SECONDS).join();
  }

  final long stored(SafeEvent event) {
    return position(append(event).getFirst());
  }

  static long position(Kept kept) {
    return ((Kept.Stored) kept).position();
  }

  static SafeEvent event(String id) {
    return Events.purchase(id);
  }

  static SafeEvent named(String id, String orderId) {
    ObjectNode body = Events.json("{'id':'','name':'purchase','time':'2026-11-20T10:00:00Z'}");
    body.put("id", id);
    body.putObject("order").put("id", orderId);
    return Events.safe(body);
  }

  static SafeEvent received(SafeEvent event, Instant at) {
    return copy(event, event.workspace(), at, event.flags());
  }

  static SafeEvent flagged(SafeEvent event, String flag) {
    return copy(event, event.workspace(), event.receivedAt(), Set.of(flag));
  }

  static SafeEvent in(String workspace, SafeEvent event) {
    return copy(event, workspace, event.receivedAt(), event.flags());
  }

  private static SafeEvent copy(SafeEvent e, String workspace, Instant at, Set<String> flags) {
    return new SafeEvent(
        workspace,
        e.source(),
        e.sourceKind(),
        e.id(),
        e.name(),
        e.time(),
        e.channel(),
        at,
        flags,
        e.body(),
        e.subtotal(),
        e.digests(),
        e.piiProfile(),
        e.consent(),
        e.sealed());
  }

  static Receipt receipt(long position, ConnectionId lane, Fate fate, String reason, int attempts) {
    return new Receipt(
        position,
        lane,
        fate,
        reason,
        attempts,
        Events.NOON.plusNanos(position),
        attempts == 0 ? null : Events.json("{'answer':{'status':200},'took_ms':12.50}"));
  }

  static QuarantinedEvent quarantined(String id, String workspace) {
    return new QuarantinedEvent(
        id,
        workspace,
        "backend",
        id.equals("0a") ? "evt" : null,
        null,
        Events.NOON,
        List.of(new Fault("order.currency", "missing", "three letters"), new Fault("", "a", "b")),
        Events.json("{'order':{'value':'1.00'},'name':null}"),
        new byte[] {0, 1, -1, 127});
  }

  final void fill(int count) {
    for (int i = 0; i < count; i += 50) {
      List<Entry> entries = new ArrayList<>();
      for (int j = i; j < i + 50; j++) {
        entries.add(new Entry.Event(filler(j)));
      }
      journal.append(entries).join();
    }
  }

  static SafeEvent filler(int number) {
    ObjectNode body =
        Events.json(
            "{'id':'filler-%d','name':'purchase','time':'2026-11-20T10:00:00Z'}".formatted(number));
    body.put("filler", "x".repeat(600));
    return Events.safe(body);
  }

  static List<Long> positions(List<JournaledEvent> events) {
    return events.stream().map(JournaledEvent::position).toList();
  }
}
