package io.tagyard.destination.carriage;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tagyard.destination.Answer;
import io.tagyard.destination.Answer.Barred;
import io.tagyard.destination.Answer.Replied;
import io.tagyard.destination.Answer.Silence;
import io.tagyard.destination.KafkaCluster;
import io.tagyard.event.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka producer: idempotent, acknowledged by all replicas that are in sync. The only class that
 * needs {@code kafka-clients}; it is loaded with the first request to a topic.
 */
final class KafkaSink implements RecordSink {
  private static final int TOO_LARGE = 413;
  private static final int LATER = 503;

  private final Producer<byte[], byte[]> producer;
  private final InstantSource clock;

  KafkaSink(Producer<byte[], byte[]> producer, InstantSource clock) {
    this.producer = producer;
    this.clock = clock;
  }

  /** A producer of this cluster, which gives up with the request. */
  static RecordSink to(KafkaCluster cluster, Duration timeout, InstantSource clock) {
    Map<String, Object> properties = new HashMap<>(cluster.properties());
    long whole = Math.max(2_000, timeout.toMillis());
    properties.put("acks", "all");
    properties.put("enable.idempotence", true);
    properties.put("linger.ms", 5);
    properties.put("max.block.ms", whole / 2);
    properties.put("request.timeout.ms", (int) whole / 2 - 5);
    properties.put("delivery.timeout.ms", (int) whole / 2);
    properties.put("client.id", "tagyard");
    try {
      ByteArraySerializer bytes = new ByteArraySerializer();
      return new KafkaSink(new KafkaProducer<>(properties, bytes, bytes), clock);
    } catch (KafkaException e) {
      throw new Closed(meaning(e));
    }
  }

  @Override
  public Answer send(String topic, List<Entry> entries, Duration timeout)
      throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    for (Entry entry : entries) {
      sent.add(send(new ProducerRecord<>(topic, entry.key(), entry.value())));
    }
    ArrayNode offsets = JsonNodeFactory.instance.arrayNode();
    int later = 0;
    for (Future<RecordMetadata> each : sent) {
      ObjectNode line = offsets.addObject();
      Throwable failed = landed(each, deadline, line);
      if (failed != null && isOfSettings(failed)) {
        return new Barred("Kafka refuses: " + failed.getClass().getSimpleName());
      }
      if (failed != null) {
        boolean again = failed instanceof RetriableException || failed instanceof TimeoutException;
        later += again ? 1 : 0;
        line.put("error_code", again ? LATER : TOO_LARGE);
        line.put("error", failed.getClass().getSimpleName());
      }
    }
    if (later == entries.size()) {
      return new Silence("timeout", false);
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.set("offsets", offsets);
    return new Replied(200, Map.of(), Json.write(body), clock.instant());
  }

  /** What is wrong with a record is told by its future, also where Kafka throws at once. */
  private Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> entry)
      throws InterruptedException {
    try {
      return producer.send(entry);
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (ApiException e) {
      return CompletableFuture.failedFuture(e);
    } catch (KafkaException e) {
      throw new Closed(meaning(e));
    }
  }

  /** Notes where the record stands; else why it does not. */
  private static @Nullable Throwable landed(
      Future<RecordMetadata> sent, long deadline, ObjectNode line) throws InterruptedException {
    try {
      RecordMetadata there = sent.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      line.put("partition", there.partition()).put("offset", there.offset());
      return null;
    } catch (ExecutionException e) {
      return e.getCause() == null ? e : e.getCause();
    } catch (TimeoutException e) {
      return e;
    }
  }

  private static boolean isOfSettings(Throwable failed) {
    return failed instanceof AuthenticationException
        || failed instanceof AuthorizationException
        || failed instanceof InvalidTopicException;
  }

  @Override
  public List<String> leaders(String topic) throws InterruptedException {
    try {
      return producer.partitionsFor(topic).stream()
          .filter(partition -> partition.leader() != null)
          .map(partition -> partition.leader().host() + ":" + partition.leader().port())
          .distinct()
          .toList();
    } catch (InterruptException e) {
      Thread.interrupted();
      throw new InterruptedException();
    } catch (KafkaException e) {
      throw new Closed(meaning(e));
    }
  }

  private static Answer meaning(KafkaException failed) {
    return failed instanceof RetriableException
        ? new Silence("timeout", false)
        : new Barred("Kafka refuses: " + failed.getClass().getSimpleName());
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(5));
  }
}
