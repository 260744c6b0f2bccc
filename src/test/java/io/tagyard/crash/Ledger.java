package io.tagyard.crash;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** What was sent, what was acknowledged, and what arrived where. Never faulted. Thread-safe. */
final class Ledger {
  private final AtomicInteger numbers = new AtomicInteger();
  private final Map<String, Payload> issued = new ConcurrentHashMap<>();
  private final Map<String, Acknowledged> acknowledged = new ConcurrentHashMap<>();
  private final Set<String> quarantined = ConcurrentHashMap.newKeySet();
  private final Map<String, Map<String, Arrivals>> arrived = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> ambiguous = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> wrongs = new ConcurrentLinkedQueue<>();
  private volatile int round;

  /** How often one event came to one platform, and when first. */
  record Arrivals(int count, long firstNanos, int firstRound) {}

  /** When an event was acknowledged. */
  record Acknowledged(long nanos, int round) {}

  int nextNumber() {
    return numbers.getAndIncrement();
  }

  void round(int number) {
    round = number;
  }

  int round() {
    return round;
  }

  void issue(Payload payload) {
    issued.put(payload.id(), payload);
  }

  @Nullable Payload payload(String id) {
    return issued.get(id);
  }

  void acknowledge(String id) {
    acknowledged.putIfAbsent(id, new Acknowledged(System.nanoTime(), round));
  }

  void quarantine(String id) {
    quarantined.add(id);
  }

  void wrong(String sentence) {
    wrongs.add(sentence);
  }

  /** An event arrived at a platform; the platform took it, whatever it answers. */
  void arrive(String platform, String id) {
    long now = System.nanoTime();
    arrived
        .computeIfAbsent(platform, key -> new ConcurrentHashMap<>())
        .merge(
            id,
            new Arrivals(1, now, round),
            (one, more) -> new Arrivals(one.count() + 1, one.firstNanos(), one.firstRound()));
  }

  /** The platform took an event and the gateway cannot know it. */
  void leaveInDoubt(String platform) {
    ambiguous.computeIfAbsent(platform, key -> new AtomicInteger()).incrementAndGet();
  }

  int inDoubt(String platform) {
    return ambiguous.getOrDefault(platform, new AtomicInteger()).get();
  }

  Map<String, Acknowledged> acknowledged() {
    return acknowledged;
  }

  Set<String> quarantined() {
    return quarantined;
  }

  Map<String, Arrivals> arrived(String platform) {
    return arrived.getOrDefault(platform, Map.of());
  }

  int duplicates(String platform) {
    return arrived(platform).values().stream().mapToInt(one -> one.count() - 1).sum();
  }

  List<String> wrongs() {
    return List.copyOf(wrongs);
  }
}
