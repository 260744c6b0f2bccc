package io.tagyard.destination.carriage;

import io.tagyard.destination.Answer;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where records go: one cluster's producer. Thread-safe. */
interface RecordSink extends AutoCloseable {
  /** A record; the key may be absent. */
  record Entry(byte @Nullable [] key, byte[] value) {}

  /** The cluster takes nothing now, or not from us. */
  final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Answer meaning;

    Closed(Answer meaning) {
      super("no way to the cluster");
      this.meaning = meaning;
    }

    Answer meaning() {
      return meaning;
    }
  }

  /**
   * Makes them records of the topic; the answer lists {@code offsets} in their order.
   *
   * @throws Closed when there is no way to the cluster
   */
  Answer send(String topic, List<Entry> entries, Duration timeout) throws InterruptedException;

  /**
   * {@code host:port} of the brokers that lead the topic's partitions.
   *
   * @throws Closed when there is no way to the cluster
   */
  List<String> leaders(String topic) throws InterruptedException;

  @Override
  void close();
}
