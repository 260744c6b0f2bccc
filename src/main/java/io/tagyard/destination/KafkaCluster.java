package io.tagyard.destination;

import java.util.Map;

/**
 * The Kafka cluster a request goes to. Carries secrets: {@link #toString} shows the brokers only.
 *
 * @param properties of the Kafka client; with them, {@code bootstrap.servers}
 */
public record KafkaCluster(Map<String, String> properties) implements Access {
  public KafkaCluster {
    properties = Map.copyOf(properties);
  }

  /** {@code host:port}, separated by commas. */
  public String brokers() {
    return properties.getOrDefault("bootstrap.servers", "");
  }

  /** Whether everything between us and the brokers is encrypted. */
  public boolean encrypted() {
    return properties.getOrDefault("security.protocol", "").endsWith("SSL");
  }

  @Override
  public String toString() {
    return "brokers " + brokers();
  }
}
