package io.tagyard.delivery;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The hosts of one lane. Nearly every connection has one, and then that one's stop is the lane's. A
 * postback connection has many, and then a stopped host stops nobody else. Bounded: beyond the
 * limit the least recently used idle host is forgotten. Times are of the steady clock. Thread-safe.
 */
final class Tracks {
  private final DeliveryConfig config;
  private final InstantSource clock;
  private final Map<String, Track> byHost = new LinkedHashMap<>(16, 0.75f, true);
  private boolean several;

  Tracks(DeliveryConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  synchronized Track of(String host) {
    Track known = byHost.get(host);
    if (known != null) {
      return known;
    }
    several |= !byHost.isEmpty();
    Track track = new Track(host, config, clock);
    byHost.put(host, track);
    forgetOldest(host);
    return track;
  }

  private void forgetOldest(String newest) {
    if (byHost.size() <= config.hosts()) {
      return;
    }
    byHost.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(newest) && entry.getValue().inFlight() == 0)
        .map(Map.Entry::getKey)
        .findFirst()
        .ifPresent(byHost::remove);
  }

  /** Whether this lane has shown more than one host. */
  synchronized boolean several() {
    return several;
  }

  /** What keeps the whole lane from sending. */
  synchronized Optional<Track.Stop> stop(Instant now) {
    return several
        ? Optional.empty()
        : byHost.values().stream()
            .flatMap(track -> Optional.ofNullable(track.stop(now)).stream())
            .findFirst();
  }

  /** The only track, when there is exactly one. */
  synchronized Optional<Track> only() {
    return several ? Optional.empty() : byHost.values().stream().findFirst();
  }

  void forEach(Consumer<Track> consumer) {
    List<Track> all;
    synchronized (this) {
      all = new ArrayList<>(byHost.values());
    }
    all.forEach(consumer);
  }

  int inFlight() {
    int[] sum = {0};
    forEach(track -> sum[0] += track.inFlight());
    return sum[0];
  }

  int limit() {
    int[] sum = {0};
    forEach(track -> sum[0] += track.limit());
    return several() ? Math.min(sum[0], config.requests()) : Math.max(sum[0], 1);
  }
}
