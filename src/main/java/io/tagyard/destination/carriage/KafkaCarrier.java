package io.tagyard.destination.carriage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Answer.Barred;
import io.tagyard.destination.Answer.Silence;
import io.tagyard.destination.KafkaCluster;
import io.tagyard.destination.Outbound;
import io.tagyard.destination.http.NetworkPolicy;
import io.tagyard.event.Json;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@code records} of a body records of a Kafka topic. Brokers lie where the operator
 * allows it: their addresses are checked as the courier's are, those that the cluster names itself
 * before anything is written to them, and what is not encrypted stays in networks that are opened.
 */
public final class KafkaCarrier implements Carrier, AutoCloseable {
  private static final Duration IDLE = Duration.ofHours(1);
  private static final int CLUSTERS_MAX = 1_000;

  private final NetworkPolicy policy;
  private final LoadingCache<Door, Cluster> clusters;

  /** Carries by Kafka's own producer, where the policy permits it. */
  public KafkaCarrier(NetworkPolicy policy, InstantSource clock) {
    this(policy, door -> KafkaSink.to(door.cluster(), door.timeout(), clock));
  }

  KafkaCarrier(NetworkPolicy policy, Function<Door, RecordSink> opener) {
    this.policy = policy;
    this.clusters =
        Caffeine.newBuilder()
            .maximumSize(CLUSTERS_MAX)
            .expireAfterAccess(IDLE)
            .<Door, Cluster>evictionListener((door, cluster, cause) -> close(cluster))
            .build(door -> new Cluster(opener.apply(door), ConcurrentHashMap.newKeySet()));
  }

  /** What a producer is made for. */
  record Door(KafkaCluster cluster, Duration timeout) {}

  /** A producer, and the topics whose brokers were found where they may be. */
  private record Cluster(RecordSink sink, Set<String> checked) {}

  @Override
  public Answer carry(Outbound request) throws InterruptedException {
    if (!(request.access() instanceof KafkaCluster kafka)) {
      return new Barred("the definition gives no Kafka cluster");
    }
    Answer blocked = blocked(List.of(kafka.brokers().split(",")), kafka.encrypted());
    if (blocked != null) {
      return blocked;
    }
    String topic = request.uri().getPath().replaceFirst("^/+", "");
    try {
      Cluster cluster = Objects.requireNonNull(clusters.get(new Door(kafka, request.timeout())));
      if (!cluster.checked().contains(topic)) {
        blocked = blocked(cluster.sink().leaders(topic), kafka.encrypted());
        if (blocked != null) {
          return blocked;
        }
        cluster.checked().add(topic);
      }
      return cluster.sink().send(topic, records(request.body()), request.timeout());
    } catch (RecordSink.Closed e) {
      return e.meaning();
    }
  }

  /** Why one of these may not be written to; null when all may. */
  private @Nullable Answer blocked(List<String> brokers, boolean encrypted) {
    for (String broker : brokers) {
      int colon = broker.lastIndexOf(':');
      int port = Integer.parseInt(broker.substring(colon + 1).strip());
      try {
        for (InetAddress address : InetAddress.getAllByName(broker.substring(0, colon).strip())) {
          if (!policy.permits(address, port)) {
            return new Barred(
                broker.strip()
                    + " is not a public address; --allow-network "
                    + address.getHostAddress()
                    + " opens it");
          }
          if (!encrypted && !policy.opened(address, port)) {
            return new Barred(
                broker.strip()
                    + " without encryption: only what --allow-network opens is sent to without "
                    + "TLS; use tls, or --allow-network "
                    + address.getHostAddress());
          }
        }
      } catch (UnknownHostException e) {
        return new Silence("dns_error", true);
      }
    }
    return null;
  }

  private static List<RecordSink.Entry> records(byte[] body) {
    List<RecordSink.Entry> entries = new ArrayList<>();
    for (JsonNode entry : json(body).path("records")) {
      JsonNode key = entry.path("key");
      entries.add(
          new RecordSink.Entry(
              key.isMissingNode() ? null : key.asText().getBytes(StandardCharsets.UTF_8),
              Json.write(entry.path("value"))));
    }
    return entries;
  }

  private static JsonNode json(byte[] body) {
    try {
      return Json.read(body);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("body: no JSON (expected: {records: [...]})", e);
    }
  }

  private static void close(@Nullable Cluster cluster) {
    if (cluster != null) {
      Thread.ofVirtual().start(cluster.sink()::close);
    }
  }

  @Override
  public void close() {
    clusters.asMap().values().forEach(cluster -> cluster.sink().close());
  }
}
